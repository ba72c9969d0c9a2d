package io.crumbless.warehouse.remark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding of an audit or a notice of a night, in the language of its reader; in English for programs and logs.
 *
 * @param place where; empty if it has no place
 * @param filledIn the arguments <code>{0}</code>, <code>{1}</code> and so on of the sentence: a name, a number, a
 *     {@link Place}; never a person's value or id
 */
public record Remark(Optional<Place> place, Code code, List<Object> filledIn) {
    /** @throws IllegalArgumentException if there are fewer arguments than the sentence of the code needs */
    public Remark {
        filledIn = List.copyOf(filledIn);
        int room = RemarkSentences.in(RemarkSentences.ENGLISH).gaps(code);
        if (filledIn.size() < room) {
            throw new IllegalArgumentException(
                    code + " needs " + room + " names or numbers but was given " + filledIn.size());
        }
    }

    public static Remark of(Code code, Object... filledIn) {
        return new Remark(Optional.empty(), code, List.of(filledIn));
    }

    public static Remark at(Place place, Code code, Object... filledIn) {
        return new Remark(Optional.of(place), code, List.of(filledIn));
    }

    /** At most so many remarks, ordered by their English text, followed by the number of those left out. */
    public static List<Remark> first(int most, List<Remark> all, long leftOut) {
        List<Remark> listed = new ArrayList<>(all);
        listed.sort((one, other) -> one.english().compareTo(other.english()));
        long more = leftOut + Math.max(0, listed.size() - most);
        if (more > 0) {
            listed = new ArrayList<>(listed.subList(0, Math.min(most, listed.size())));
            listed.add(of(Code.MORE, more));
        }
        return listed;
    }

    /**
     * The place, a colon, and the sentence.
     *
     * @throws IllegalArgumentException if there are no sentences in that language
     */
    public String in(String language) {
        String what = RemarkSentences.in(language).of(code, filledIn);
        return place.map(where -> where.in(language) + ": " + what).orElse(what);
    }

    public String english() {
        return in(RemarkSentences.ENGLISH);
    }

    /** In a form to be sent to another process and translated there. */
    public RemarkForm form() {
        return RemarkForm.of(this);
    }

    /** In English. */
    @Override
    public String toString() {
        return english();
    }
}
