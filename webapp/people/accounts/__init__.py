"""How people come to their account: invitations, sign-in links, new passwords."""
