package io.crumbless.mutation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Other ways in which systems write one id, and what they have in common. Shares nothing with the program. */
final class Spelling {
    private Spelling() {}

    /** Another spelling of the same id. */
    static String of(String id, Random random) {
        boolean number = id.matches("\\d+");
        List<String> spellings = number
                ? List.of("0" + id, "000" + id, id + ".0", " " + id, id + "\u00a0", "\ufeff" + id, id + "\u200b")
                : List.of(
                        id.toLowerCase(Locale.ROOT),
                        id.toUpperCase(Locale.ROOT),
                        " " + id + " ",
                        id + "\u00a0",
                        "\ufeff" + id,
                        id + "\u200b",
                        "\uff23".concat(id.substring(1)));
        String spelling = spellings.get(random.nextInt(spellings.size()));
        return id.startsWith("ck") && spelling.startsWith("\uff23") ? id.toUpperCase(Locale.ROOT) : spelling;
    }

    /** The same for all spellings of an id. */
    static String key(String id) {
        String plain = Normalizer.normalize(id, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Cf}\\p{Z}\\s]", "")
                .toLowerCase(Locale.ROOT);
        return plain.matches("\\d+(\\.0+)?") ? plain.replaceFirst("\\.0+$", "").replaceFirst("^0+(?=.)", "") : plain;
    }
}
