package io.crumbless.warehouse.ledger;

import io.crumbless.kernel.profile.SubjectId;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Texts of a person under which tables may hold a hash: the key, and what earlier versions of this program took for it. Who
 * was erased then must be recognised for ever.
 */
final class EarlierKeys {
    private EarlierKeys() {}

    /** The key first. One text, for nearly every id. */
    static List<String> andKey(SubjectId subject) {
        String key = subject.key();
        if (key.equals(subject.value())) {
            return List.of(key);
        }
        String before = before(subject.value());
        return key.equals(before) ? List.of(key) : List.of(key, before);
    }

    /** Those and the id as it was written, which the first version hashed. */
    static Set<String> andAsWritten(SubjectId subject) {
        Set<String> texts = new LinkedHashSet<>(andKey(subject));
        texts.add(subject.value());
        return texts;
    }

    /** Compatible forms, without white space around it, in lower case, without zeros before a number; no more than that. */
    private static String before(String id) {
        String plain = Normalizer.normalize(id, Normalizer.Form.NFKC);
        int from = 0;
        int to = plain.length();
        while (from < to && isBlank(plain.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(plain.charAt(to - 1))) {
            to--;
        }
        String key = plain.substring(from, to).toLowerCase(Locale.ROOT);
        int zeros = 0;
        while (zeros < key.length() - 1 && key.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros > 0 && key.chars().allMatch(c -> c >= '0' && c <= '9') ? key.substring(zeros) : key;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }
}
