"""A receipt is read on the site, kept as a file, checked offline, and refused with any byte altered."""

import json
import subprocess
import sys

import pytest


@pytest.mark.promise("N2")
def test_a_receipt_follows_its_notification_and_is_checked_offline(world, eventually, tmp_path):
    brand = world.brand()
    owner, author = world.owner(brand), world.consumer()
    complaint = world.complaint(author, brand)
    world.published(complaint)
    owner.mail(complaint["number"])
    owner.get(f"/complaints/{complaint['complaint_id']}")
    receipt = f"{complaint['complaint_id']}.{brand['brand_id']}"
    cookies = {"visitor": owner.token}

    def shown():
        return world.site.get(f"/accuses/{receipt}", cookies=cookies).text

    # Read, not downloaded, until the brand's opening is there: a download is a record of its own.
    eventually(lambda: "Réclamation ouverte par la marque" in shown())
    file = world.site.get(f"/accuses/{receipt}.json", cookies=cookies)
    kinds = [record["kind"] for record in json.loads(file.content)["records"]]
    assert kinds == ["deposited", "handed-over", "opened", "downloaded"]
    page = world.site.get(f"/accuses/{receipt}", cookies=cookies)
    assert page.status_code == 200
    assert "Ne prouve pas" in page.text or "ne prouve pas" in page.text
    assert world.site.get(f"/accuses/{receipt}", cookies={"visitor": world.consumer().token}).status_code == 404

    (listed,) = owner.get(f"/brands/{brand['slug']}/receipts").json()["items"]
    assert (listed["receipt_id"], listed["intact"], "file" in listed) == (receipt, True, False)
    assert author.get(f"/receipts/{receipt}").json()["file"] == file.text
    assert author.get(f"/brands/{brand['slug']}/receipts").status_code == 404

    (tmp_path / "accuse.json").write_bytes(file.content)
    (tmp_path / "keys.json").write_bytes(world.site.get("/.well-known/receipt-keys.json").content)
    assert verified(tmp_path).returncode == 0
    altered = bytearray(file.content)
    altered[len(altered) // 2] ^= 1
    (tmp_path / "accuse.json").write_bytes(bytes(altered))
    refused = verified(tmp_path)
    assert refused.returncode == 1
    assert "REFUSED" in refused.stdout or "cannot be read" in refused.stdout


def verified(folder):
    command = [sys.executable, "-m", "reclameici", "verify-receipt", "accuse.json", "--keys", "keys.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
