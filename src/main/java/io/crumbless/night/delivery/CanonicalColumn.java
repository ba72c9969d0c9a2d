package io.crumbless.night.delivery;

/**
 * A column as our side names it.
 *
 * @param name with underscores, which is also what a source calls it unless the job file says otherwise
 * @param needed by whom it is needed
 */
public record CanonicalColumn(String name, Need needed) {
    /** Which records cannot do without a column. */
    public enum Need {
        /** Every record; a file in which none has it is refused as a whole. */
        EVERY_RECORD,
        /** Every declaration, though not a withdrawal; a table without such a column is refused as a whole. */
        EVERY_DECLARATION,
        /** Some records only. */
        SOME
    }

    boolean required() {
        return needed != Need.SOME;
    }

    boolean inEveryRecord() {
        return needed == Need.EVERY_RECORD;
    }

    /** Key of the job file that maps it, with dashes. */
    String key() {
        return name.replace('_', '-');
    }
}
