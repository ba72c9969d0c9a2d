package io.crumbless.night.delivery;

/** The syntax of source names, which appear in outputs and file names. */
final class SourceName {
    private static final int LONGEST = 60;

    private SourceName() {}

    static String checked(String name) {
        if (name.length() > LONGEST || !name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "use at most " + LONGEST + " lower-case letters, digits and single dashes");
        }
        return name;
    }
}
