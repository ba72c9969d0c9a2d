package io.crumbless.settings.yaml;

import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import java.util.List;
import java.util.stream.Collectors;

/** Files of operators or the legal team are invalid; nothing was begun. The message lists every problem. */
public final class ProblemsException extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ProblemsException(String action, List<Problem> problems) {
        super(ErrorCategory.SETTINGS, message(action, problems));
        this.problems = List.copyOf(problems);
    }

    /** In reading order, never empty. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(String action, List<Problem> problems) {
        String count = Quantity.of(problems.size(), "problem");
        return problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", action + ": " + count + "\n", ""));
    }
}
