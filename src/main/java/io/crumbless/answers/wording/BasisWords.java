package io.crumbless.answers.wording;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Lineage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The legal basis of values in words: {@code eu-gdpr:A9-2-a} is explicit consent (GDPR Art. 9(2)(a)). The legal basis
 * of a value is that of its declaration and that of each purpose it serves.
 */
public final class BasisWords {
    private static final Pattern GDPR_ARTICLE = Pattern.compile("eu-gdpr:(A(\\d+)-(\\d+)-([a-z]))(-[a-z-]+)?");

    private final Policy policy;
    private final Sentences sentences;
    private final PrivacyLaw law;

    /** @param law of the person; articles of the GDPR are cited if it applies to them */
    BasisWords(Policy policy, PrivacyLaw law, Sentences sentences) {
        this.policy = policy;
        this.law = law;
        this.sentences = sentences;
    }

    /** A term in words, with its article if there is one; an unknown term is returned unchanged. */
    public String of(String term) {
        Matcher article = GDPR_ARTICLE.matcher(term);
        if (!article.matches()) {
            return words(term).orElse(term);
        }
        String words = words("eu-gdpr:" + article.group(1)).orElse(term);
        return law.citesGdpr()
                ? sentences.of("basis.gdpr", article.group(2), article.group(3), article.group(4), words)
                : words;
    }

    private Optional<String> words(String term) {
        return sentences.optional("basis.term." + term.replace(':', '.'));
    }

    /** All legal bases of a value, each once; empty if none is stated. */
    public Set<String> of(Lineage lineage) {
        Set<String> all = new LinkedHashSet<>();
        if (lineage.legalBasis() != null) {
            all.add(of(lineage.legalBasis()));
        }
        lineage.purposes().forEach(purpose -> ofPurpose(purpose).map(this::of).ifPresent(all::add));
        return all;
    }

    private Optional<String> ofPurpose(String id) {
        return policy.purpose(id).flatMap(Purpose::legalBasis);
    }

    /** A sentence for the declaration, and one for each legal basis of a purpose of the value. */
    public List<String> sentences(Lineage lineage) {
        List<String> all = new ArrayList<>();
        if (lineage.legalBasis() != null) {
            all.add(sentences.of("basis.declared", of(lineage.legalBasis())));
        }
        Map<String, List<String>> purposes = new LinkedHashMap<>();
        lineage.purposes()
                .forEach(purpose -> purposes.computeIfAbsent(ofPurpose(purpose).orElse(""), basis -> new ArrayList<>())
                        .add(title(purpose)));
        purposes.forEach((basis, served) -> all.add(
                basis.isEmpty()
                        ? sentences.of("basis.unnamed", String.join("; ", served))
                        : sentences.of("basis.of-purposes", of(basis), String.join("; ", served))));
        return all;
    }

    private String title(String purpose) {
        return policy.purpose(purpose)
                .map(known -> sentences.title(known.title(), purpose))
                .orElse(purpose);
    }
}
