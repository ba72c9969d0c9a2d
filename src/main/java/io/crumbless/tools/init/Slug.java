package io.crumbless.tools.init;

import io.crumbless.kernel.profile.AttributeName;
import io.crumbless.settings.policy.ReservedNames;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes names from free text. */
final class Slug {
    private static final Pattern CHOICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");
    private static final int LONGEST = 40;

    private Slug() {}

    /** A valid attribute name that is not taken. */
    static String attribute(String written, Collection<String> taken) {
        String name = plain(written);
        name = name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "answer_" + name : name;
        name = name.replaceAll("_+$", "");
        name = ReservedNames.areTaken(name) ? name + "_answer" : name;
        return unlike(AttributeName.isValid(name) ? name : "answer", taken, "_");
    }

    /** An enum choice: the answer itself if it is valid as one. */
    static String choice(String answer, Collection<String> taken) {
        String code = isChoice(answer) ? answer : plain(answer);
        return unlike(code.isEmpty() ? "choice" : code, taken, "_");
    }

    /** Whether an answer is valid as an enum choice. */
    static boolean isChoice(String answer) {
        return CHOICE.matcher(answer).matches();
    }

    /** A valid source name that is not taken. */
    static String source(String path, Collection<String> taken) {
        String undated = path.replaceAll("\\{date[^}]*}", "");
        String file = undated.substring(undated.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z.*?{}\\[\\]]*$", "");
        String folder = undated.lastIndexOf('/') < 0 ? "" : undated.substring(0, undated.lastIndexOf('/'));
        String name = letters(file);
        name = name.length() > 1 && !name.equals("part") ? name : letters(folder.replaceAll("(^|/)[.]+(?=/|$)", ""));
        return unlike(name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "source" : name, taken, "-");
    }

    private static String letters(String text) {
        String plain = plain(text.replaceAll(".*/(?=[^/]*\\p{L})", "").replaceAll("[0-9]+", "_"));
        return plain.replace('_', '-');
    }

    private static String plain(String text) {
        String ascii = Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        return ascii.length() <= LONGEST ? ascii : ascii.substring(0, LONGEST).replaceAll("_+$", "");
    }

    private static String unlike(String name, Collection<String> taken, String between) {
        String unlike = name;
        for (int i = 2; taken.contains(unlike); i++) {
            unlike = name + between + i;
        }
        return unlike;
    }
}
