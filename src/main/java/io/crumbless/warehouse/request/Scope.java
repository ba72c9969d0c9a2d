package io.crumbless.warehouse.request;

import io.crumbless.kernel.policy.Purpose;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The purposes for which a request forbids the use of values. Words that cover several purposes are resolved by the
 * policy of each night, so that they include purposes added later.
 *
 * @param words ids of purposes, {@link #DIRECT_MARKETING}, {@link #SALE_AND_SHARING}; in order
 */
public record Scope(List<String> words) {
    /** Every purpose of marketing: GDPR Art. 21(2) and (3). */
    public static final String DIRECT_MARKETING = "direct-marketing";

    /** Every purpose that the policy marks as sale or sharing. */
    public static final String SALE_AND_SHARING = "sale-and-sharing";

    /** Of requests that are not about purposes. */
    public static final Scope NONE = new Scope(List.of());

    public Scope {
        words = List.copyOf(new TreeSet<>(words));
    }

    /** Reads what {@link #text} wrote. */
    public static Scope ofText(String text) {
        return text.isBlank() ? NONE : new Scope(Arrays.asList(text.strip().split("[\\s,;]+")));
    }

    /** In the form that is stored and shown: {@code direct-marketing, insight}. */
    public String text() {
        return String.join(", ", words);
    }

    /** The ids of the purposes that it covers under a policy. An id that the policy does not contain is kept. */
    public Set<String> purposesOf(Collection<Purpose> known) {
        Set<String> purposes = new TreeSet<>();
        for (String word : words) {
            switch (word) {
                case DIRECT_MARKETING ->
                    purposes.addAll(
                            ids(known.stream().filter(Scope::isMarketing).toList()));
                case SALE_AND_SHARING ->
                    purposes.addAll(ids(known.stream()
                            .filter(purpose -> !purpose.markings().isEmpty())
                            .toList()));
                default -> purposes.add(word);
            }
        }
        return purposes;
    }

    private static Set<String> ids(List<Purpose> purposes) {
        return purposes.stream().map(Purpose::id).collect(Collectors.toSet());
    }

    /** By either vocabulary: fideslang uses below {@code marketing}, and subclasses of Marketing in DPV 2.3. */
    private static boolean isMarketing(Purpose purpose) {
        String dpv = purpose.dpv().substring(purpose.dpv().indexOf('#') + 1);
        return purpose.fideslang().equals("marketing")
                || purpose.fideslang().startsWith("marketing.")
                || dpv.endsWith("Advertising")
                || dpv.endsWith("Marketing");
    }
}
