from . import cinema as cinema
from . import screening as screening
