package io.crumbless.answers.wording;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Formats citations of laws in the reader's language: GDPR Art. 9(2)(a) is Art. 9 Abs. 2 lit. a DSGVO. */
public final class Citations {
    private static final String GDPR = "GDPR Art. ";
    private static final String ARTICLE = "Art. ";
    private static final Pattern PLACE = Pattern.compile("(\\d+)(?:\\((\\d+)\\))?(?:\\(([a-z])\\))?");

    private final Sentences sentences;

    public Citations(Sentences sentences) {
        this.sentences = sentences;
    }

    /** One citation, or several separated by semicolons. */
    public String of(String citation) {
        return String.join(
                "; ", List.of(citation.split("; ")).stream().map(this::one).toList());
    }

    /** In brackets after a blank, to be appended to a word; empty if there is none. */
    public String bracketed(String citation) {
        return citation.isEmpty() ? "" : " (" + of(citation) + ")";
    }

    /** All citations, each once; one that is part of another is left out. */
    public String all(List<String> citations) {
        Set<String> parts = new LinkedHashSet<>();
        citations.forEach(citation -> parts.addAll(List.of(citation.split("; "))));
        return of(String.join(
                "; ",
                parts.stream()
                        .filter(part -> parts.stream().noneMatch(other -> other.startsWith(part + "(")))
                        .toList()));
    }

    private String one(String citation) {
        if (citation.startsWith(GDPR)) {
            return sentences.of("cite.gdpr", places(citation.substring(GDPR.length())));
        }
        return citation.startsWith(ARTICLE) ? ARTICLE + places(citation.substring(ARTICLE.length())) : citation;
    }

    private String places(String places) {
        String parted = places.replace(" and ", " " + sentences.of("cite.and") + " ");
        return PLACE.matcher(parted).replaceAll(this::place);
    }

    /** Art. 4 has numbers instead of paragraphs. */
    private String place(MatchResult found) {
        String place = found.group(1);
        String second = place.equals("4") ? "cite.number" : "cite.paragraph";
        place += found.group(2) == null ? "" : sentences.of(second, found.group(2));
        return place + (found.group(3) == null ? "" : sentences.of("cite.letter", found.group(3)));
    }
}
