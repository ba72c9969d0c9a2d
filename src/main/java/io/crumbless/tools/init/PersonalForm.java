package io.crumbless.tools.init;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts that have the form of something personal. They are not written, however often they occur. */
final class PersonalForm {
    private static final Pattern MAIL = Pattern.compile(".*\\S@\\S+\\.\\S.*", Pattern.DOTALL);
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{8,}[0-9]");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

    private static final Pattern WHO = Pattern.compile(
            "name|mail|phone|telefon|mobile|address|adresse|street|strasse|straße|city|stadt|ort\\b|zip|postal|plz|birth|geburt"
                    + "|iban|account|comment|kommentar|remark|message|note");

    private static final int LONGEST_NAME = 200;

    private PersonalForm() {}

    /** Whether a question so called asks for what people are called and where they are found: its answers are no choices. */
    static boolean asksWhoSomebodyIs(String question) {
        return WHO.matcher(question.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether a name of a segment or of an answer may stand in a policy. */
    static boolean mayBeShown(String name) {
        return name.length() <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl)
                && !MAIL.matcher(name).matches()
                && !(TELEPHONE.matcher(name).matches() && !name.matches("[0-9]{1,12}"))
                && !HASH.matcher(name).matches();
    }
}
