package io.crumbless.console.server;

import io.crumbless.TestingClock;
import io.crumbless.answers.explain.Explainer;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Page;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A console on any free port, whose clock the test sets. */
public final class TestingConsole implements AutoCloseable {
    /** At which it starts. */
    public static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final List<URI> invitations = new ArrayList<>();
    private final ControlDatabase control;
    private final ConsoleContext context;
    private final List<Page> pages;
    private final ConsoleServer server;
    private Instant now = START;

    public TestingConsole(JobFile job, Explainer explainer, Function<ConsoleContext, List<Page>> pages) {
        this(job, explainer, pages, ConsoleServer.IDLE_MILLIS);
    }

    public TestingConsole(
            JobFile job, Explainer explainer, Function<ConsoleContext, List<Page>> pages, long idleMillis) {
        this.control = ControlDatabase.openBetweenRuns(job.control());
        this.context = new ConsoleContext(job, new TestingClock(() -> now), control, explainer);
        this.pages = pages.apply(context);
        this.server = ConsoleServer.start(context, this.pages, invitations::add, idleMillis);
    }

    /** A job without deliveries whose console is set up so. */
    public static JobFile job(Path folder, String console) {
        try {
            Path file = folder.resolve("job.yaml");
            Files.writeString(
                    file,
                    "job: nightly\npolicy: policy\nwarehouse: warehouse\ncontrol: { folder: control }\n"
                            + "console:\n  port: 0\n" + console);
            return JobFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An explainer for pages without people. */
    public static Explanation nobody(JobFile job, SubjectId subject, Optional<LocalDate> on) {
        throw new AssertionError("not asked for in this test");
    }

    public ConsoleContext context() {
        return context;
    }

    public List<Page> pages() {
        return pages;
    }

    /** Links with one-time tokens, as they were printed. */
    public List<URI> invitations() {
        return invitations;
    }

    public URI invitation() {
        return invitations.get(invitations.size() - 1);
    }

    /** Somebody who is not logged in. */
    public TestingVisitor stranger() {
        return new TestingVisitor(server.listening());
    }

    /** Whoever started the console, logged in by the link that it printed last. */
    public TestingVisitor owner() {
        TestingVisitor visitor = stranger();
        // Has another link printed where the last one was used.
        visitor.get("/");
        visitor.follow(visitor.get(invitation().getPath() + "?" + invitation().getQuery()));
        return visitor;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public URI listening() {
        return server.listening();
    }

    @Override
    public void close() {
        server.close();
        control.close();
    }
}
