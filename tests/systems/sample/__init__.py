"""`sample`: about the smallest system there is, a topic that operators hear of one region's alarms by."""
