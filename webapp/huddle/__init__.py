"""A five-minute live round for whoever is in the meeting: one prompt, replies, blind votes, the best three.

A leader (coach, manager or admin) opens a huddle for one challenge; its code and QR stand on the big screen.
Anybody of the installation who signs in joins with the code while it runs; to all others it is not there.
lobby -> replying -> judging -> reveal (third, second, first) -> over. Where it stands is a fold over the leader's
steps (rows with who and when) and the clock: no job flips anything, a forgotten huddle is over by itself.
What was under way when the time ended is taken for five more seconds, unless a place has been shown by then.
It is a game in the room: it brings no points, and it never plays a challenge that is somebody's today.
"""
