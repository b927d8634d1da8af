"""How the product looks and reads: templates, their view models, French formats, chart geometry.

Pure: no I/O beyond reading the package's own files once, no clock. A route builds a `Frame` and a view, then calls
`render(environment, frame, view)`; each view class names its own template.
"""
