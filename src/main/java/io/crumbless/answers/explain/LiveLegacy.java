package io.crumbless.answers.explain;

import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.DatedPath.Dated;
import io.crumbless.night.intake.LegacyDeliveries;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.HeldMembership;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.legacy.LinkTableBuilder;
import io.crumbless.night.legacy.MembershipScanner;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.MembershipSplit;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.night.legacy.SubjectLinks;
import io.crumbless.night.legacy.SubjectMemberships;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the legacy sources of a job in their present state, all deliveries of all days, to find what they contain about
 * one person. Cookies are linked as in a night: by trusted links, and not if they are linked to other people too. Takes
 * as long as reading everything; copies made for it are deleted when this is closed.
 */
public final class LiveLegacy implements AutoCloseable {
    private final JobFile job;
    private final Policy policy;
    private final Instant now;
    private final Map<Holding, Tally> holdings = new LinkedHashMap<>();
    private final LegacyDeliveries deliveries;
    private final LinkTable links;
    private int files;
    private long unread;

    private LiveLegacy(JobFile job, Instant now) {
        this.job = job;
        this.policy = PolicyFolder.read(job.policy());
        this.now = now;
        this.deliveries = new LegacyDeliveries(job);
        this.links = linksOrNothingCopied();
    }

    private LinkTable linksOrNothingCopied() {
        try {
            return links();
        } catch (RuntimeException e) {
            deliveries.close();
            throw e;
        }
    }

    /**
     * Reads the people in the sources, and their links.
     *
     * @throws io.crumbless.settings.yaml.ProblemsException if the job's policy is wrong
     * @throws io.crumbless.process.Failure if a source cannot be read
     */
    public static LiveLegacy open(JobFile job, Instant now) {
        return new LiveLegacy(job, now);
    }

    /**
     * What the sources contain about one person; the id must be spelled as in the sources.
     *
     * @throws io.crumbless.settings.yaml.ProblemsException if the job's policy is wrong
     * @throws io.crumbless.process.Failure if a source cannot be read
     */
    public static LegacyHoldings of(JobFile job, SubjectId subject, Instant now) {
        try (LiveLegacy sources = open(job, now)) {
            return sources.of(subject);
        }
    }

    /**
     * The spellings of an id in the sources: in trusted links, other links or rows.
     *
     * @throws io.crumbless.process.Failure if a source cannot be read
     */
    public SortedSet<String> spellings(SubjectId asked) {
        long key = IdHash.ofKey(asked.value());
        SortedSet<String> spellings = new TreeSet<>();
        for (int subject = 0; subject < links.subjects(); subject++) {
            byte[] id = links.subjectBytes(subject);
            if (IdHash.ofKey(id, 0, id.length) == key) {
                spellings.add(new String(id, StandardCharsets.UTF_8));
            }
        }
        for (LinkSource source : job.legacy().links()) {
            deliveries.of(source).forEach(file -> SubjectLinks.spellings(source, file.file(), key, spellings::add));
        }
        return spellings;
    }

    /**
     * The person linked to a cookie by trusted links.
     *
     * @return empty if there is none or several, who are unrelated
     */
    public Optional<SubjectId> subjectOf(String cookie) {
        byte[] id = cookie.getBytes(StandardCharsets.UTF_8);
        int subject = links.subjectOf(id, 0, id.length);
        return subject < 0 ? Optional.empty() : Optional.of(links.subject(subject));
    }

    /** How often a fact was delivered, and on which days. */
    private static final class Tally {
        private long records;
        private @Nullable LocalDate first;
        private @Nullable LocalDate last;

        void add(@Nullable LocalDate day) {
            records++;
            if (day != null) {
                first = first == null || day.isBefore(first) ? day : first;
                last = last == null || day.isAfter(last) ? day : last;
            }
        }
    }

    /**
     * What the sources contain about one person; the id must be spelled as in the sources. May be called once.
     *
     * @throws io.crumbless.process.Failure if a source cannot be read
     */
    public LegacyHoldings of(SubjectId subject) {
        byte[] id = subject.value().getBytes(StandardCharsets.UTF_8);
        int ordinal = links.ordinalOf(id, 0, id.length);
        SubjectLinks own = new SubjectLinks(policy, subject.value());
        for (LinkSource source : job.legacy().links()) {
            deliveries.of(source).forEach(file -> own.scan(source, file.file()));
        }
        for (MembershipSource source : job.legacy().memberships()) {
            memberships(source, ordinal);
        }
        return new LegacyHoldings(
                subject.value(),
                now,
                files,
                ordinal < 0 ? 0 : own.own(links, ordinal),
                own.shared(links),
                own.untrusted(),
                ordinal >= 0 && links.optedOut(ordinal),
                unread,
                counted());
    }

    private LinkTable links() {
        Night night = new Night(LocalDate.ofInstant(now, job.zone()), job.zone());
        LinkTableBuilder builder = new LinkTableBuilder();
        for (LinkSource source : job.legacy().links()) {
            LinkScanner scanner = new LinkScanner(source, policy, night);
            for (Dated file : deliveries.of(source)) {
                files++;
                scanner.scan(file.file(), builder, (position, reason) -> unread++);
            }
        }
        for (MembershipSource source : job.legacy().memberships()) {
            if (source.keyedBySubject()) {
                List<FileEntry> all =
                        deliveries.of(source).stream().map(Dated::file).toList();
                MembershipSplit.of(source, all)
                        .forEach(split -> MembershipScanner.registerSubjects(source, split, builder));
            }
        }
        for (OptOutSource source : job.legacy().optOuts()) {
            if (!source.terms().ofLegacy()) {
                continue;
            }
            for (Dated file : deliveries.of(source)) {
                files++;
                new OptOutScanner(source).scan(file.file(), builder);
            }
        }
        return builder.finish();
    }

    private void memberships(MembershipSource source, int ordinal) {
        SubjectMemberships scan = new SubjectMemberships(source, policy, links, ordinal);
        for (Dated file : deliveries.of(source)) {
            files++;
            if (ordinal >= 0) {
                scan.scan(file.file(), held -> add(source, held, file.date()));
            }
        }
        unread += scan.unread();
    }

    private void add(MembershipSource source, HeldMembership held, @Nullable LocalDate day) {
        String system = held.system() == null ? source.name() : held.system();
        Holding fact = new Holding(
                source.name(),
                held.name(),
                policy.provenance().segmentName(system, held.name()).orElse(null),
                held.value(),
                held.score(),
                held.collectedBy(),
                held.origin(),
                held.rule(),
                0,
                null,
                null);
        holdings.computeIfAbsent(fact, first -> new Tally()).add(day);
    }

    private List<Holding> counted() {
        List<Holding> counted = new ArrayList<>();
        holdings.forEach((fact, tally) -> counted.add(new Holding(
                fact.source(),
                fact.name(),
                fact.title(),
                fact.value(),
                fact.score(),
                fact.collectedBy(),
                fact.origin(),
                fact.rule(),
                tally.records,
                tally.first,
                tally.last)));
        return counted;
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
