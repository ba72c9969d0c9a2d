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
 * The unfinished parts of a group, in the order of its chains. Within a stage the largest come first: a large one that
 * is begun last would keep the other threads waiting.
 */
final class PartQueue {
    private final List<List<StageRun>> chains;
    private final Map<StageRun, Deque<StepExecution>> waiting = new HashMap<>();
    private int running;

    /** @param left unfinished parts, by name */
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
     * Takes the next part; waits while none can be started.
     *
     * @return empty if all unfinished parts need a stage of which a part has failed
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

    /** Reports that a part is no longer running. */
    synchronized void ended() {
        running--;
        notifyAll();
    }
}
