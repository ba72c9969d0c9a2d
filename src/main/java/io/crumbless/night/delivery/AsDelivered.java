package io.crumbless.night.delivery;

import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What looks like a mistake of a delivery and is meant; the key {@code as-delivered} of a source. Nothing is reported of it. */
public enum AsDelivered {
    /** Texts whose letters look as if they were read in another encoding than they were written in. */
    GARBLED_LETTERS("garbled-letters"),

    /** Texts that are written as programs write them, and items of lists that seem to hold several. */
    PROGRAM_NOTATION("program-notation"),

    /** Cookie ids that are ids of customers elsewhere, and the other way round. */
    SWAPPED_IDS("swapped-ids"),

    /** Ids that look like several in one field; each is the id of one person. */
    JOINED_IDS("joined-ids"),

    /** Cookie ids that differ from linked ones in that a URL would write them so. */
    URL_ENCODING("url-encoding"),

    /** Files beside those of the source whose names differ in how they are written alone; none of them is its. */
    OTHER_NAMES("other-names"),

    /** Files whose last record no line end follows, beside others of the source that end with one. */
    NO_LINE_END("no-line-end");

    private static final Map<String, AsDelivered> WORDS = Names.words(List.of(values()), AsDelivered::word);

    private final String word;

    AsDelivered(String word) {
        this.word = word;
    }

    /** As a job file spells it. */
    public String word() {
        return word;
    }

    /** Reads the optional key; what is wrong is noted as a problem of the source. */
    static Set<AsDelivered> read(YamlMapping source) {
        return Set.copyOf(source.words("as-delivered", WORDS));
    }
}
