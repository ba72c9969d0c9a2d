package io.crumbless.answers.letter;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.warehouse.request.Scope;
import java.util.Collection;

/** The purposes that a request names, by their titles. */
public final class ScopeWords {
    private final Sentences sentences;
    private final Collection<Purpose> purposes;

    public ScopeWords(Sentences sentences, Collection<Purpose> purposes) {
        this.sentences = sentences;
        this.purposes = purposes;
    }

    /** @param word word of a {@link Scope}; a purpose that is not in the policy is returned unchanged */
    public String of(String word) {
        return switch (word) {
            case Scope.DIRECT_MARKETING -> sentences.of("purposes.marketing");
            case Scope.SALE_AND_SHARING -> sentences.of("purposes.sale");
            default -> purpose(word);
        };
    }

    /** The title of a purpose; its id if it is not in the policy. */
    String purpose(String id) {
        return purposes.stream()
                .filter(purpose -> purpose.id().equals(id))
                .findFirst()
                .map(purpose -> sentences.title(purpose.title(), id))
                .orElse(id);
    }
}
