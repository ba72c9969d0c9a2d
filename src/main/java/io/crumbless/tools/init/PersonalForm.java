package io.crumbless.tools.init;

import java.util.regex.Pattern;

/** Texts that have the form of something personal. They are not written, however often they occur. */
final class PersonalForm {
    private static final Pattern MAIL = Pattern.compile(".*\\S@\\S+\\.\\S.*", Pattern.DOTALL);
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{8,}[0-9]");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

    private static final int LONGEST_NAME = 200;

    private PersonalForm() {}

    /** Whether a name of a segment or of an answer may stand in a policy. */
    static boolean mayBeShown(String name) {
        return name.length() <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl)
                && !MAIL.matcher(name).matches()
                && !(TELEPHONE.matcher(name).matches() && !name.matches("[0-9]{1,12}"))
                && !HASH.matcher(name).matches();
    }
}
