package io.crumbless.night.batch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/**
 * The parts that are left of a group, handed out in the order of its chains. Of a stage the largest come first: a thread that
 * takes a large one last lets the others wait.
 */
final class PartQueue {
    private final List<List<StageRun>> chains;
    private final Map<StageRun, Deque<StepExecution>> waiting = new HashMap<>();
    private int running;

    /** @param left what is left, by the name of the part */
    PartQueue(List<List<StageRun>> chains, Map<String, StepExecution> left) {
        this.chains = chains;
        chains.forEach(chain -> chain.forEach(run -> waiting.put(run, largestFirst(run, left))));
    }

    private static Deque<StepExecution> largestFirst(StageRun run, Map<String, StepExecution> left) {
        Comparator<String> size = Comparator.comparingLong(run.stage()::size);
        return run.parts().stream()
                .sorted(size.reversed())
                .map(left::get)
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /**
     * Takes the next part; waits while none can be begun.
     *
     * @return empty where all that is left needs a stage of which a part has failed
     */
    synchronized Optional<StepExecution> next() throws InterruptedException {
        while (true) {
            for (List<StageRun> chain : chains) {
                StepExecution part = next(chain);
                if (part != null) {
                    running++;
                    return Optional.of(part);
                }
            }
            if (running == 0) {
                return Optional.empty();
            }
            wait();
        }
    }

    private @Nullable StepExecution next(List<StageRun> chain) {
        for (StageRun run : chain) {
            StepExecution part = Objects.requireNonNull(waiting.get(run)).poll();
            if (part != null || !run.isDone()) {
                return part;
            }
        }
        return null;
    }

    /** A part is not run any more. */
    synchronized void ended() {
        running--;
        notifyAll();
    }
}
