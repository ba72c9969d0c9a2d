package io.crumbless.night.scatter;

import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.process.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A way in which data may mean something else than was read, with its notice. */
enum Misreading {
    SEVERAL_NAMES("several-names:") {
        @Override
        List<String> notices(String source, long values) {
            return List.of(Quantity.of(values, "value") + " of source '" + source
                    + (values == 1
                            ? "' has a name that seems to list several segments, separated by commas or semicolons; its origin is"
                            : "' have names that seem to list several segments, separated by commas or semicolons; their origin is")
                    + " unknown. Deliver one segment in each row, or a list as a JSON array or separated by |");
        }
    },
    YES_NO("yes-no:") {
        @Override
        List<String> notices(String place, long files) {
            String[] parts = place.split(" ", 2);
            return UnreadColumns.names(List.of(parts[1])).stream()
                    .map(column -> "Column '" + column + "' of source '" + parts[0]
                            + "' seems to hold yes or no for a segment; each cell counts as a value, even a cell that says no. Set"
                            + " 'one-hot: true', or list the column under ignore-columns")
                    .toList();
        }
    },
    FLAG("flag:") {
        @Override
        List<String> notices(String place, long files) {
            String[] parts = place.split(" ", 2);
            return List.of("Column '" + parts[1] + "' of source '" + parts[0] + "' (" + Quantity.of(files, "file")
                    + ") " + UnreadColumns.FLAG);
        }
    },
    EVIDENCE("evidence:") {
        @Override
        List<String> notices(String place, long files) {
            String[] parts = place.split(" ", 2);
            return List.of("Column '" + parts[1] + "' of source '" + parts[0] + "' (" + Quantity.of(files, "file")
                    + ") " + UnreadColumns.EVIDENCE);
        }
    },
    GARBLED("garbled:") {
        @Override
        List<String> notices(String source, long values) {
            return List.of(Quantity.of(values, "value") + " of source '" + source
                    + (values == 1 ? "' holds" : "' hold")
                    + " letters that were decoded in the wrong encoding (an umlaut as two"
                    + " characters), and " + (values == 1 ? "was" : "were")
                    + " used as delivered; export them again in UTF-8" + unlessMeant(AsDelivered.GARBLED_LETTERS));
        }
    },
    OF_PROGRAMS("of-programs:") {
        @Override
        List<String> notices(String source, long values) {
            return List.of(Quantity.of(values, "value") + " of source '" + source + (values == 1 ? "' is" : "' are")
                    + " written as programs write (&amp;, <p>, [\"a\"], {{name}}, control characters, or several in one item"
                    + " of a list), and " + (values == 1 ? "was" : "were")
                    + " used as delivered; deliver plain texts, and lists as JSON arrays"
                    + unlessMeant(AsDelivered.PROGRAM_NOTATION));
        }
    },
    OTHER_FOLDER("other-folder:") {
        @Override
        List<String> notices(String place, long records) {
            String[] parts = place.split(" ", 2);
            return List.of(Quantity.of(records, "record") + " of source '" + parts[0]
                    + (records == 1 ? "' has" : "' have") + " another value in column '" + parts[1]
                    + "', or none, than the folder '" + parts[1] + "=...' that "
                    + (records == 1 ? "its file is in" : "their files are in")
                    + "; the column counts. Have one of the two corrected"
                    + unlessMeant(AsDelivered.OTHER_FOLDERS));
        }
    },
    OTHER_KIND("other-kind:") {
        @Override
        List<String> notices(String source, long ids) {
            return List.of(Quantity.of(ids, "id") + " at the beginning of the files of source '" + source
                    + (ids == 1 ? "' is a customer id" : "' are customer ids")
                    + " in a column of cookie ids, or the other way round, according to the links; check columns.cookie-id and"
                    + " columns.subject-id of this source and of the links" + unlessMeant(AsDelivered.SWAPPED_IDS));
        }
    },
    URL_ENCODED("url-encoded:") {
        @Override
        List<String> notices(String source, long cookies) {
            return List.of(Quantity.of(cookies, "cookie id") + " at the beginning of the files of source '" + source
                    + (cookies == 1 ? "' is" : "' are")
                    + " linked only with URL encoding (%40), or only without it, and so "
                    + (cookies == 1 ? "reaches" : "reach") + " nobody; set cookie-ids: { ignore: [url-encoding] }"
                    + unlessMeant(AsDelivered.URL_ENCODING));
        }
    },
    LINKS_SWAPPED("links-swapped:") {
        @Override
        List<String> notices(String nothing, long customers) {
            return List.of(Quantity.of(customers, "customer") + " of the links " + (customers == 1 ? "is" : "are")
                    + " named as " + (customers == 1 ? "a cookie" : "cookies")
                    + " by other links; check whether columns.cookie-id and columns.subject-id are swapped in one of their"
                    + " sources, or in one file" + unlessMeant(AsDelivered.SWAPPED_IDS));
        }
    },
    OPT_OUTS_SWAPPED("opt-outs-swapped:") {
        @Override
        List<String> notices(String source, long optOuts) {
            return List.of(Quantity.of(optOuts, "opt-out") + " of source '" + source
                    + (optOuts == 1 ? "' names" : "' name")
                    + " a customer in a column of cookie ids, or the other way round, according to the links, and so "
                    + (optOuts == 1 ? "matches" : "match")
                    + " nobody there; check columns.cookie-id and columns.subject-id"
                    + unlessMeant(AsDelivered.SWAPPED_IDS));
        }
    },
    STANDS_IN("stands-in:") {
        @Override
        List<String> notices(String source, long texts) {
            return List.of(Quantity.of(texts, "declared text") + " of source '" + source
                    + (texts == 1 ? "' is a word" : "' are words")
                    + " that programs write for no value (None, nan, N/A and the like) or forms for no answer (Prefer"
                    + " not to say), and " + (texts == 1 ? "was" : "were")
                    + " used as the person's answer; deliver an empty field instead");
        }
    };

    /** Prefix of its counts; the source follows, for some with a column. */
    private final String prefix;

    Misreading(String prefix) {
        this.prefix = prefix;
    }

    /** Name of the count for a place. */
    String of(String place) {
        return prefix + place;
    }

    /** The misreading that a count belongs to; empty for other counts. */
    static Optional<Misreading> ofCount(String name) {
        return Arrays.stream(values())
                .filter(each -> name.startsWith(each.prefix))
                .findFirst();
    }

    /** The notices for one count. */
    List<String> noticesOf(String name, long number) {
        return notices(name.substring(prefix.length()), number);
    }

    /** @param place the source, for some followed by a blank and a column */
    abstract List<String> notices(String place, long number);

    private static String unlessMeant(AsDelivered what) {
        return ", or set as-delivered: [" + what.word() + "] if this is intended";
    }
}
