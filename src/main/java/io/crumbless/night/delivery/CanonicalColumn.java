package io.crumbless.night.delivery;

/**
 * A column as our side names it.
 *
 * @param name with underscores, which is also what a source calls it unless the job file says otherwise
 * @param needed by whom it is needed
 * @param key under which {@code optional} lists it
 * @param setting of the job file that maps it, for messages
 */
public record CanonicalColumn(String name, Need needed, String key, String setting) {
    /** Which records cannot do without a column. */
    public enum Need {
        /** Every record; a file in which none has it is refused as a whole. */
        EVERY_RECORD,
        /** Every declaration, though not a withdrawal; a table without such a column is refused as a whole. */
        EVERY_DECLARATION,
        /** Some records only. */
        SOME
    }

    /** One that {@code columns} maps, with dashes. */
    public CanonicalColumn(String name, Need needed) {
        this(name, needed, name.replace('_', '-'), "columns." + name.replace('_', '-'));
    }

    /** One that keeps its own name, and that {@code columns} maps under a key. */
    public static CanonicalColumn named(String name, String key) {
        return new CanonicalColumn(name, Need.EVERY_RECORD, key, "columns." + key);
    }

    /** The same, that may be mapped elsewhere as well. */
    CanonicalColumn orIn(String otherSetting) {
        return new CanonicalColumn(name, needed, key, setting + " or state it with " + otherSetting);
    }

    boolean required() {
        return needed != Need.SOME;
    }

    boolean inEveryRecord() {
        return needed == Need.EVERY_RECORD;
    }
}
