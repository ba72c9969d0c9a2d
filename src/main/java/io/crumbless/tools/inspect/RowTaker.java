package io.crumbless.tools.inspect;

/** Takes the records of a sample. */
interface RowTaker {
    /** @return whether more are wanted */
    boolean take(SampleRow row);

    /** Whether there is time to read on; asked before every piece of the file. */
    default boolean goesOn() {
        return true;
    }

    /** A record that is against the format. @param why as the books of a night call it */
    default void malformed(String why) {}
}
