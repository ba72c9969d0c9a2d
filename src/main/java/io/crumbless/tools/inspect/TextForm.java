package io.crumbless.tools.inspect;

import io.crumbless.kernel.profile.YesOrNo;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The form of a text, judged by its characters only. */
public enum TextForm {
    /** Digits with an optional sign: {@code 0007}, {@code -3}. */
    WHOLE("whole numbers"),
    /** A number with a decimal point: {@code 0.25}. */
    FRACTION("fractions"),
    /** A whole number written as a fraction: {@code 7.0}. */
    POINT_ZERO("numbers with .0"),
    /** {@code 1.2E+15}. */
    EXPONENT("numbers with an exponent"),
    /** {@code true}, {@code no}, {@code f}. */
    YES_OR_NO("yes and no"),
    /** {@code 2026-11-22}. */
    DATE("days"),
    /** A date-time with an offset or UTC. */
    MOMENT("times with an offset"),
    /** A date-time without an offset. */
    LOCAL_TIME("times without zone"),
    /** {@code Sun, 22 Nov 2026 10:31:00 GMT}. */
    RFC_1123("times as e-mails have them"),
    /** {@code 22.11.2026}, {@code 11/22/26}. */
    OTHER_DATE("days of another form than 2026-11-22"),
    /** {@code 22.11.2026 10:31:00}, {@code 11/22/2026 10:31 PM}. */
    OTHER_TIME("times of another form than 2026-11-22 10:31:00"),
    E_MAIL("e-mail addresses"),
    /** A JSON array. */
    LIST("lists"),
    TEXT("texts");

    private static final Pattern ISO_TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?([Zz]|UTC|GMT|[+-]\\d{2}(:?\\d{2})?))?(\\[[\\w/+-]+])?");
    private static final Pattern MIDNIGHT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]00:00(:00(\\.0{1,9})?)?");
    private static final Pattern CLOCK = Pattern.compile("[\\d:.,]+");
    private static final Pattern ZERO = Pattern.compile("[+-]?\\d+\\.0+");
    private static final Pattern RFC =
            Pattern.compile("([A-Z][a-z]{2}, )?\\d{1,2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}(:\\d{2})? .{1,5}");
    private static final Pattern MAIL = Pattern.compile("[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+");
    private static final Pattern EXPONENTIAL = Pattern.compile("[+-]?\\d+(\\.\\d*)?[eE]\\+?\\d{1,3}");
    private static final Pattern FRACTIONAL = Pattern.compile("[+-]?\\d*[.]\\d+");

    private static final Set<String> MONTHS_AND_DAYS = Set.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final int LONGEST_TIME = 64;
    private static final int LONGEST_YES_OR_NO = 5;

    private final String words;

    TextForm(String words) {
        this.words = words;
    }

    /** The plural form in words. */
    public String words() {
        return words;
    }

    /** The machine-readable name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param text non-empty text without surrounding white space */
    public static TextForm of(String text) {
        char first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return ofDigits(text);
        }
        if (first == '[') {
            return text.endsWith("]") ? LIST : TEXT;
        }
        if (text.length() <= LONGEST_YES_OR_NO && YesOrNo.of(text).isPresent()) {
            return YES_OR_NO;
        }
        if (text.length() <= LONGEST_TIME
                && text.indexOf(':') > 0
                && MONTHS_AND_DAYS.contains(
                        text.substring(0, Math.min(3, text.length())).toLowerCase(Locale.ROOT))
                && RFC.matcher(text).matches()) {
            return RFC_1123;
        }
        return text.indexOf('@') > 0 && MAIL.matcher(text).matches() ? E_MAIL : TEXT;
    }

    private static TextForm ofDigits(String text) {
        boolean digits = text.length() > 1 || Character.isDigit(text.charAt(0));
        for (int i = 1; i < text.length() && digits; i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (digits && text.charAt(0) != '.') {
            return WHOLE;
        }
        if (text.length() > LONGEST_TIME) {
            return TEXT;
        }
        return text.indexOf(':') > 0 || text.indexOf('-') > 0 || text.indexOf('/') > 0 ? ofTime(text) : ofNumber(text);
    }

    private static TextForm ofTime(String text) {
        if (text.length() == 10 && isDay(text)) {
            return DATE;
        }
        if (ISO_TIME.matcher(text).matches()) {
            String clock = text.substring(11);
            return CLOCK.matcher(clock).matches() ? LOCAL_TIME : MOMENT;
        }
        if (TimePattern.isOne(text)) {
            return text.indexOf(':') > 0 ? OTHER_TIME : OTHER_DATE;
        }
        if (RFC.matcher(text).matches()) {
            return RFC_1123;
        }
        return text.indexOf('@') > 0 && MAIL.matcher(text).matches() ? E_MAIL : TEXT;
    }

    /** Whether a time without offset is at midnight, as written by programs that have no date type. */
    public static boolean isMidnight(String text) {
        return MIDNIGHT.matcher(text).matches();
    }

    private static boolean isDay(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static TextForm ofNumber(String text) {
        if (FRACTIONAL.matcher(text).matches()) {
            return ZERO.matcher(text).matches() ? POINT_ZERO : FRACTION;
        }
        if (TimePattern.isOne(text)) {
            return OTHER_DATE;
        }
        if (EXPONENTIAL.matcher(text).matches() && text.indexOf('.') + text.indexOf('+') > -2) {
            return EXPONENT;
        }
        return text.indexOf('@') > 0 && MAIL.matcher(text).matches() ? E_MAIL : TEXT;
    }
}
