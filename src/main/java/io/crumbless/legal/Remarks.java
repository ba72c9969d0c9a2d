package io.crumbless.legal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What audits and runs remark, in the language of the reader. They say it in English, for machines and logs too; the sentences
 * {@code remark.*} of the English file are those, and of another language what they mean. One that is not among them stays
 * as it is.
 */
public final class Remarks {
    private static final String KEYS = "remark.";
    private static final Pattern HOLE = Pattern.compile("\\{(\\d)}");

    private final Sentences sentences;
    private final List<Remark> known;

    /** An English sentence that is known by what stands around what was filled in. */
    private record Remark(String key, Pattern pattern, int letters) {
        static Remark of(String key, String english) {
            Matcher holes = HOLE.matcher(english);
            StringBuilder pattern = new StringBuilder();
            int from = 0;
            while (holes.find()) {
                pattern.append(Pattern.quote(english.substring(from, holes.start())))
                        .append("(.+?)");
                from = holes.end();
            }
            pattern.append(Pattern.quote(english.substring(from)));
            return new Remark(
                    key,
                    Pattern.compile(pattern.toString()),
                    HOLE.matcher(english).replaceAll("").length());
        }
    }

    /** @param sentences of the language to tell them in */
    public Remarks(Sentences sentences) {
        this.sentences = sentences;
        this.known = sentences.language().equals("en") ? List.of() : known(new Sentences("en"));
    }

    /** Those with more words of their own first: they know a remark more surely. */
    private static List<Remark> known(Sentences english) {
        List<Remark> known = new ArrayList<>();
        for (String key : english.keys()) {
            if (key.startsWith(KEYS)) {
                known.add(Remark.of(key, english.optional(key).orElseThrow()));
            }
        }
        known.sort(Comparator.comparingInt(Remark::letters).reversed());
        return known;
    }

    /** A remark, or a finding: where, a colon, and what. */
    public String told(String remark) {
        Optional<String> whole = translated(remark);
        int colon = remark.indexOf(": ");
        if (whole.isPresent() || colon < 0) {
            return whole.orElse(remark);
        }
        String what = remark.substring(colon + 2);
        return place(remark.substring(0, colon)) + ": " + translated(what).orElse(what);
    }

    private String place(String place) {
        return Arrays.stream(place.split(", "))
                .map(part -> translated(part).orElse(part))
                .collect(Collectors.joining(", "));
    }

    private Optional<String> translated(String text) {
        for (Remark remark : known) {
            Matcher matcher = remark.pattern().matcher(text);
            if (matcher.matches()) {
                Object[] filledIn = new Object[matcher.groupCount()];
                Arrays.setAll(filledIn, i -> matcher.group(i + 1));
                return Optional.of(sentences.of(remark.key(), filledIn));
            }
        }
        return Optional.empty();
    }
}
