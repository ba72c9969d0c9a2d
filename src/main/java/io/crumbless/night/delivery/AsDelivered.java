package io.crumbless.night.delivery;

import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Suspicious properties of a delivery that are intended; the key {@code as-delivered} of a source. They are not
 * reported.
 */
public enum AsDelivered {
    /** Texts that look as if they were decoded in the wrong encoding. */
    GARBLED_LETTERS("garbled-letters"),

    /** Texts that look like the output of a program, and list items that look like several. */
    PROGRAM_NOTATION("program-notation"),

    /** Cookie ids that are customer ids elsewhere, and the other way round. */
    SWAPPED_IDS("swapped-ids"),

    /** Ids that look like several in one field; each is the id of one person. */
    JOINED_IDS("joined-ids"),

    /** Cookie ids that are percent-encoded linked ones. */
    URL_ENCODING("url-encoding"),

    /** Files beside those of the source with similar names. */
    OTHER_NAMES("other-names"),

    /** Files without a final line terminator, if other files of the source have one. */
    NO_LINE_END("no-line-end"),

    /** Columns with other values than the partition folders of the same names. */
    OTHER_FOLDERS("other-folders"),

    /** Declared days that programs write for no day. */
    PLACEHOLDER_DAYS("placeholder-days");

    private static final Map<String, AsDelivered> WORDS = Names.words(List.of(values()), AsDelivered::word);

    private final String word;

    AsDelivered(String word) {
        this.word = word;
    }

    /** The word in job files. */
    public String word() {
        return word;
    }

    /** Reads the optional key; problems are added to those of the source. */
    static Set<AsDelivered> read(YamlMapping source) {
        return Set.copyOf(source.words("as-delivered", WORDS));
    }
}
