package io.crumbless.tools.inspect;

/** Receives the records of a sample. */
interface RowTaker {
    /** @return whether more records are needed */
    boolean take(SampleRow row);

    /** Whether there is time to continue; called before each part of the file. */
    default boolean goesOn() {
        return true;
    }

    /** Called for a malformed record. @param why the reason, in the words of the run's balance */
    default void malformed(String why) {}
}
