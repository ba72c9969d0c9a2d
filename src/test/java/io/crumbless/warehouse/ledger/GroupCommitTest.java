package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: whoever adds an entry has it committed, together with those who came while another commit was under way. */
@Tag("unit")
class GroupCommitTest {
    private final List<List<String>> commits = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GroupCommit<String, Integer> group = new GroupCommit<>(this::commit);

    @AfterEach
    void end() {
        goesOn.countDown();
        threads.shutdownNow();
    }

    /** The first commit takes until the test lets it go on. */
    private List<Integer> commit(List<String> entries) {
        begun.countDown();
        try {
            goesOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (entries.contains("bad")) {
            throw new IllegalArgumentException("bad");
        }
        commits.add(entries);
        return entries.stream().map(String::length).toList();
    }

    private Future<Integer> add(String entry) {
        return threads.submit(() -> group.add(entry));
    }

    /** Adds them while the first commit is under way. */
    private List<Future<Integer>> addedMeanwhile(String... entries) throws InterruptedException {
        begun.await();
        List<Future<Integer>> added = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            added.add(add(entries[i]));
            while (group.waiting() <= i) {
                Thread.onSpinWait();
            }
        }
        goesOn.countDown();
        return added;
    }

    @Test
    void whoComesMeanwhileSharesTheNextCommit() throws Exception {
        Future<Integer> first = add("a");

        List<Future<Integer>> others = addedMeanwhile("bb", "ccc", "dddd");

        assertThat(first.get()).isEqualTo(1);
        assertThat(others.get(0).get()).isEqualTo(2);
        assertThat(others.get(1).get()).isEqualTo(3);
        assertThat(others.get(2).get()).isEqualTo(4);
        assertThat(commits).containsExactly(List.of("a"), List.of("bb", "ccc", "dddd"));
    }

    @Test
    void oneThatCannotBeCommittedTakesNoOtherWithIt() throws Exception {
        Future<Integer> first = add("a");

        List<Future<Integer>> others = addedMeanwhile("bb", "bad", "ccc");

        assertThat(first.get()).isEqualTo(1);
        assertThat(others.get(0).get()).isEqualTo(2);
        assertThatThrownBy(() -> others.get(1).get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("bad");
        assertThat(others.get(2).get()).isEqualTo(3);
        assertThat(commits).containsExactly(List.of("a"), List.of("bb"), List.of("ccc"));
    }

    @Test
    void oneAloneFailsWithWhatItsCommitThrew() {
        goesOn.countDown();

        assertThatThrownBy(() -> group.add("bad"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad");
        assertThat(group.add("good")).isEqualTo(4);
    }
}
