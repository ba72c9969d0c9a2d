package io.crumbless.answers.wording;

import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import java.util.List;
import java.util.stream.Collectors;

/** Describes opt-outs of sale, of sharing and of uses of sensitive values. */
public final class OptOutWords {
    private final Policy policy;
    private final Sentences sentences;

    public OptOutWords(Policy policy, Sentences sentences) {
        this.policy = policy;
        this.sentences = sentences;
    }

    /** Whether a statement is an opt-out. */
    public static boolean isOne(Statement statement) {
        return !statement.declares() && OptOutScope.areAll(statement.purposes());
    }

    /** Its scopes in words: sale, sharing for advertising. */
    public String about(Statement optOut) {
        return scopes(optOut).stream()
                .map(scope -> sentences.of("opt-out." + scope.word()))
                .collect(Collectors.joining(", "));
    }

    /**
     * Ids of the purposes it covers, by the policy of the night; for limited use of sensitive values, only for these.
     */
    public List<String> takes(Statement optOut) {
        List<OptOutScope> scopes = scopes(optOut);
        return policy.purposes().stream()
                .filter(purpose -> scopes.stream().anyMatch(scope -> takes(scope, purpose)))
                .map(Purpose::id)
                .toList();
    }

    private static boolean takes(OptOutScope scope, Purpose purpose) {
        return switch (scope) {
            case SALE -> purpose.markings().contains(Marking.SALE);
            case SHARING -> purpose.markings().contains(Marking.SHARING);
            case SIGNAL -> !purpose.markings().isEmpty();
            case SENSITIVE -> !purpose.servesLimited();
        };
    }

    private static List<OptOutScope> scopes(Statement optOut) {
        return optOut.purposes().stream()
                .flatMap(word -> OptOutScope.ofPurposeWord(word).stream())
                .toList();
    }
}
