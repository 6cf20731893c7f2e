"""Who is at the other end: the signed-in user, else the address that the request comes from."""

from __future__ import annotations

import streamlit as st

# What a provider of sign-ins or a proxy may call the person, the most telling first.
CLAIMS = ("email", "preferred_username", "username", "name", "sub")
THIS_MACHINE = "127.0.0.1"


def who() -> str:
    """The person as the ledger names them; call it in a page's run, which alone knows.

    Streamlit's sign-in or a proxy's trusted headers say a name. Without them the network address has to do, which
    behind a proxy is the proxy's.
    """
    user = st.user.to_dict()
    claims = (user.get(claim) for claim in CLAIMS)
    return next((str(claim) for claim in claims if claim), None) or st.context.ip_address or THIS_MACHINE
