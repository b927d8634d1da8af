# One recipe for every service: docker build --build-arg SERVICE=complaints .

FROM python:3.11-slim AS build
ARG SERVICE
# uv installs what this service needs and nothing else, each file checked against the hash in the workspace's lock.
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /build
RUN python -m venv /opt/venv
COPY requirements.lock ./
COPY libs libs
COPY services/${SERVICE} services/${SERVICE}
RUN uv pip install --python /opt/venv/bin/python --no-cache \
    --constraints requirements.lock --build-constraints requirements.lock \
    ./libs/contracts ./libs/servicekit ./services/${SERVICE}

FROM python:3.11-slim
ARG SERVICE
ENV SERVICE=${SERVICE} PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    RECLAMEICI_HTTP_HOST=0.0.0.0 RECLAMEICI_HTTP_PORT=8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin reclameici
COPY --from=build /opt/venv /opt/venv
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['RECLAMEICI_HTTP_PORT']}/healthz\", timeout=2)"]
# exec, so that the service itself gets the signals; what follows the image's name is the service's own command.
ENTRYPOINT ["/bin/sh", "-c", "exec python -m \"$SERVICE\" \"$@\"", "service"]
