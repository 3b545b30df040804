"""Tests run without a screen, without a sound card, and at their own pace."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
os.environ.setdefault("OMP_NUM_THREADS", "1")  # two cores: a test is never faster by fighting for both

from hypothesis import settings

# no deadline: on a busy machine it reports the machine, not the code; derandomised: a red build means a change
settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("house")
