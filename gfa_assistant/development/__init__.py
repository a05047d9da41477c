"""Who joined the partner process when, as the documents' dated lists of members say; nothing is guessed."""

from gfa_assistant.development.joinings import Joining, JoiningPoint
from gfa_assistant.development.member_lists import find_joinings
from gfa_assistant.development.points import joining_points, points_of, states_of, yearly

__all__ = ["Joining", "JoiningPoint", "find_joinings", "joining_points", "points_of", "states_of", "yearly"]
