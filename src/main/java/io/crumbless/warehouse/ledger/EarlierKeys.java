package io.crumbless.warehouse.ledger;

import io.crumbless.kernel.profile.SubjectId;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The texts whose keyed hash may stand for a person: the folded key of the id, and the keys by which earlier versions
 * of the program folded it. People who were erased then must be recognised for ever.
 */
final class EarlierKeys {
    private EarlierKeys() {}

    /** The current key first; for nearly every id, it is the only one. */
    static List<String> andKey(SubjectId subject) {
        String key = subject.key();
        if (key.equals(subject.value())) {
            return List.of(key);
        }
        String before = before(subject.value());
        return key.equals(before) ? List.of(key) : List.of(key, before);
    }

    /** These, and the id as delivered, which the first version hashed. */
    static Set<String> andAsWritten(SubjectId subject) {
        Set<String> texts = new LinkedHashSet<>(andKey(subject));
        texts.add(subject.value());
        return texts;
    }

    /**
     * The fold of earlier versions: compatibility forms, without surrounding white space, in lower case, without
     * leading zeros of numbers.
     */
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
