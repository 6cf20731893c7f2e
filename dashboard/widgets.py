"""Controls that any page may draw: each choice stands in the URL under its key, so a link reproduces the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def one_of(label: str, key: str, options: Mapping[str, str]) -> str:
    """One of ``options`` (code → words), the first unless the visitor says otherwise."""
    first = next(iter(options))
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        default=first,
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen or first


def code(label: str, key: str, options: Mapping[str, str], default: str) -> str:
    """One code of ``options`` (code → words), ``default`` unless the visitor says otherwise."""
    codes = list(options)
    chosen = st.selectbox(
        label,
        codes,
        index=codes.index(default),
        format_func=lambda each: options.get(each, each),
        key=key,
        bind="query-params",
    )
    return str(chosen)


def maybe_one(label: str, key: str, options: Mapping[str, str], invitation: str) -> str | None:
    """One code of ``options`` (code → words), or none; ``invitation`` stands where nothing is chosen."""
    return st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda each: options.get(each, each),
        key=key,
        bind="query-params",
        placeholder=invitation,
    )


def amount(label: str, key: str, most: float) -> float | None:
    """A number from 0 to ``most`` that a visitor imagines; none is no datum, and no zero."""
    return st.number_input(
        label,
        min_value=0.0,
        max_value=most,
        value=None,
        format="%.10g",
        key=key,
        bind="query-params",
        placeholder="不填为没有数据",
    )


def ticked(label: str, key: str, options: Mapping[str, str], default: Sequence[str]) -> tuple[str, ...]:
    """Those of ``options`` (code → words) that are ticked, in their order; ``default`` are unless the visitor says otherwise.

    A box each: a multiselect shows only as many as fit on its one line.
    """
    st.caption(label)
    return tuple(
        code
        for code, words in options.items()
        if st.checkbox(words, value=code in default, key=f"{key}_{code}", bind="query-params")
    )
