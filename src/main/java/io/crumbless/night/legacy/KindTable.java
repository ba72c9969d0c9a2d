package io.crumbless.night.legacy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Caches the kinds of a {@link KindBook} by the numbers of their names, so that the row loop needs no hash lookups. Not
 * thread-safe.
 */
final class KindTable {
    /** If there are more methods or systems than this, they are probably not real ones, and the table is not used. */
    private static final int MOST_CONTEXTS = 256;

    private final KindBook book;
    private final NameColumn collectedBy;
    private final NameColumn systems;
    /** Indexed by method + 1, then by system + 1 doubled plus the score flag, then by name. */
    private final @Nullable LegacyValueKind[][][] kinds = new LegacyValueKind[MOST_CONTEXTS][][];

    KindTable(KindBook book, NameColumn collectedBy, NameColumn systems) {
        this.book = book;
        this.collectedBy = collectedBy;
        this.systems = systems;
    }

    /**
     * @param number number of the name, or {@link NameColumn#UNNUMBERED}
     * @param method number of the collection method
     * @param system number of the source system
     * @param names resolves the number to the text of the name
     */
    LegacyValueKind kind(int number, int method, int system, boolean scored, Names names) {
        if (number < 0 || method < NameColumn.MISSING || system < NameColumn.MISSING) {
            return classify(number, method, system, scored, names);
        }
        int first = method + 1;
        int second = 2 * (system + 1) + (scored ? 1 : 0);
        if (first >= MOST_CONTEXTS || second >= MOST_CONTEXTS) {
            return classify(number, method, system, scored, names);
        }
        LegacyValueKind[][] ofMethod = kinds[first];
        LegacyValueKind[] ofContext = ofMethod == null ? null : ofMethod[second];
        LegacyValueKind kind = ofContext == null || number >= ofContext.length ? null : ofContext[number];
        return kind != null ? kind : enter(number, first, second, classify(number, method, system, scored, names));
    }

    /** Returns names by their numbers. */
    @FunctionalInterface
    interface Names {
        @Nullable
        String text(int number);
    }

    private LegacyValueKind classify(int number, int method, int system, boolean scored, Names names) {
        String name = names.text(number);
        if (name == null) {
            throw new IllegalArgumentException("Name " + number + " is missing");
        }
        return book.kind(name, collectedBy.text(method), systems.text(system), scored);
    }

    private LegacyValueKind enter(int number, int first, int second, LegacyValueKind kind) {
        LegacyValueKind[][] ofMethod = kinds[first];
        if (ofMethod == null) {
            ofMethod = new LegacyValueKind[MOST_CONTEXTS][];
            kinds[first] = ofMethod;
        }
        LegacyValueKind[] ofContext = ofMethod[second];
        if (ofContext == null) {
            ofContext = new LegacyValueKind[Math.max(64, number + 1)];
        } else if (number >= ofContext.length) {
            ofContext = Arrays.copyOf(ofContext, Math.max(2 * ofContext.length, number + 1));
        }
        ofContext[number] = kind;
        ofMethod[second] = ofContext;
        return kind;
    }
}
