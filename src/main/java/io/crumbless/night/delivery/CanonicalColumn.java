package io.crumbless.night.delivery;

/**
 * A column under its canonical name.
 *
 * @param name with underscores, which is also the source's name unless the job file maps it
 * @param needed which records require it
 * @param key its key under {@code optional}
 * @param setting the setting of the job file that maps it, for messages
 */
public record CanonicalColumn(String name, Need needed, String key, String setting) {
    /** Which records require a column. */
    public enum Need {
        /** Every record; a file in which no record has it is refused. */
        EVERY_RECORD,
        /** Every declaration, but not withdrawals; a table without the column is refused. */
        EVERY_DECLARATION,
        /** Some records only. */
        SOME
    }

    /** A column mapped under {@code columns}, with dashes. */
    public CanonicalColumn(String name, Need needed) {
        this(name, needed, name.replace('_', '-'), "columns." + name.replace('_', '-'));
    }

    /** A column with its own name, which {@code columns} maps under a key. */
    public static CanonicalColumn named(String name, String key) {
        return new CanonicalColumn(name, Need.EVERY_RECORD, key, "columns." + key);
    }

    /** The same column, which may be mapped elsewhere as well. */
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
