package io.crumbless.tools.init;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises texts in the form of personal data. They are never written, however often they occur. */
final class PersonalForm {
    private static final Pattern MAIL = Pattern.compile(".*\\S@\\S+\\.\\S.*", Pattern.DOTALL);
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{8,}[0-9]");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

    private static final Pattern WHO = Pattern.compile(
            "name|mail|phone|telefon|mobile|address|adresse|street|strasse|straße|city|stadt|ort\\b|zip|postal|plz|birth|geburt"
                    + "|iban|account|comment|kommentar|remark|message|note");

    private static final int LONGEST_NAME = 200;

    private PersonalForm() {}

    /** Whether a question asks for names or contact details, judged by its name; its answers are not choices. */
    static boolean asksWhoSomebodyIs(String question) {
        return WHO.matcher(question.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether the name of a segment or an answer may be written into a policy. */
    static boolean mayBeShown(String name) {
        return name.length() <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl)
                && !MAIL.matcher(name).matches()
                && !(TELEPHONE.matcher(name).matches() && !name.matches("[0-9]{1,12}"))
                && !HASH.matcher(name).matches();
    }
}
