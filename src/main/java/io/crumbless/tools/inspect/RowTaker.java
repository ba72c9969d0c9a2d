package io.crumbless.tools.inspect;

/** Takes the records of a sample. */
interface RowTaker {
    /** @return whether more are wanted */
    boolean take(SampleRow row);

    /** A record that is against the format. @param why as the books of a night call it */
    default void malformed(String why) {}
}
