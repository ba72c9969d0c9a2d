package io.crumbless.warehouse.request;

/** How a person was informed before a restriction is lifted (GDPR Art. 18(3)). */
public enum PriorNotice {
    /** Not as far as is known. */
    NONE,
    /** By the letter about the announced day. */
    LETTER,
    /** In another way, as the account that lifts it states; or the person asked for it. */
    OTHERWISE
}
