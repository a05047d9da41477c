"""The Gradio desk: the only room that knows Gradio."""

import os

# Gradio reads these when it is imported: no telemetry, no version check, no model hub.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# Statistics of up to 10,000 past events that nobody reads, computed anew with pandas after every event.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(2**62)
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
