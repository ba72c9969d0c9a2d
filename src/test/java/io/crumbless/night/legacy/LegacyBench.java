package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.night.delivery.RecordCounter;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fixtures for tests of legacy input: a policy, a night, people with cookies, and a recording sink. */
final class LegacyBench {
    /** Far less than in a night, so that also small files have many parts. */
    private static final long PART_BYTES = 2000;

    static final Night NIGHT = new Night(LocalDate.of(2026, 11, 22), ZoneId.of("Europe/Berlin"));

    /** After the sunset of every provided value of the shipped catalogue. */
    static final Night AFTER_SUNSET = new Night(LocalDate.of(2027, 4, 1), ZoneId.of("Europe/Berlin"));

    private static final String PROVENANCE = """
        taxonomy: { name: iab-1.1, prefix: iab- }
        trusted-link-methods: [login, registration]
        name-patterns: [propensity, lookalike]
        traits:
          self_entered: provided
          rule_based: observed
          purchase_history: derived
          algorithmic: inferred
          onboarded: acquired
        rules:
          - name: scored
            because: A score stands beside the value, so a model put it there.
            when: { score: present }
            origin: inferred
          - name: bought
            because: Collected by others and bought.
            when: { collected-by: [broker] }
            origin: acquired
          - name: form-language
            because: Chosen in a form.
            when: { segment: [form_*] }
            origin: provided
            attribute: language
            value: de
          - name: form-language-system
            because: Chosen in a form of the account system.
            when: { source: [accounts], segment: [lang*] }
            origin: provided
            attribute: language
            value: en
          - name: account-salutation
            because: Typed into the account form.
            when: { column: [salutation] }
            origin: provided
            attribute: salutation
          - name: account-name
            because: Typed into the account form.
            when: { column: [first_name] }
            origin: provided
            attribute: preferred_name
          - name: account-birth-date
            because: Typed into the account form.
            when: { column: [birth_date] }
            origin: provided
            attribute: birth_date
          - name: receipts
            because: Calculated from receipts.
            when: { column: [total_*] }
            origin: derived
          - name: watched
            because: Collected by watching what a browser did.
            when: { collected-by: [pixel] }
            origin: observed
        """;

    private static final String SEGMENTS = """
        segment_id,name,source,traits
        form_de,German chosen,,form:self_entered
        form_en,English chosen,,form:self_entered
        lang,Language of the account,,form:self_entered
        form_mixed,German guessed or chosen,,form:self_entered; model:algorithmic
        prams,Looked at prams,,pram_pages:rule_based
        buyers,Bought twice,,receipts:purchase_history
        movers,Moved lately,,file:onboarded
        """;

    static final Policy POLICY = policy();

    private LegacyBench() {}

    private static Policy policy() {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.put("provenance.yaml", PROVENANCE);
        texts.put("segments.csv", SEGMENTS);
        return PolicyFolder.compile(texts);
    }

    /** Anna by two cookies, Ben by one, both by the tablet; Olga opted out; Sam is known by id alone. */
    static LinkTable people() {
        LinkTableBuilder builder = new LinkTableBuilder();
        LinkBatch batch = new LinkBatch("logins");
        link(batch, "c-anna", "anna");
        link(batch, "c-anna-2", "anna");
        link(batch, "c-ben", "ben");
        link(batch, "c-tablet", "anna");
        link(batch, "c-tablet", "ben");
        link(batch, "c-olga", "olga");
        batch.add(LinkBatch.Kind.OPT_OUT, new byte[0], 0, 0, bytes("olga"), 0, 4);
        builder.add(batch);
        LinkBatch subjects = new LinkBatch("crm");
        subjects.add(LinkBatch.Kind.SUBJECT, new byte[0], 0, 0, bytes("sam"), 0, 3);
        builder.addSubjects(subjects);
        return builder.finish();
    }

    private static void link(LinkBatch batch, String cookie, String subject) {
        batch.row();
        byte[] from = bytes(cookie);
        byte[] to = bytes(subject);
        batch.add(LinkBatch.Kind.LINK, from, 0, from.length, to, 0, to.length);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static LegacyFiles files(String name, Path file) {
        Format format = Format.ofFileName(file.toString()).orElseThrow();
        return new LegacyFiles(name, file.toString(), format, CsvDialect.DEFAULT, Optional.empty(), false);
    }

    static FileEntry entry(Path file) {
        Location location = Location.of(file);
        return Storage.of(location).stat(location);
    }

    static FileFormat counted(LegacyFiles files) {
        return switch (files.format()) {
            case CSV -> new FileFormat.Csv(files.csv());
            case JSONL -> new FileFormat.JsonLines();
            case PARQUET -> new FileFormat.Parquet();
        };
    }

    /** The bins of values and rows, and the calls of the sink. */
    record Result(
            Map<String, Long> rows,
            Map<String, Long> values,
            Map<String, Long> rules,
            Map<String, Integer> removed,
            List<String> provided,
            List<String> quarantined) {}

    static Result scan(MembershipSource source, Path file) {
        return scan(source, file, NIGHT, people());
    }

    /** Scans every split of a file, of which text files have many; the books must close and agree with the independent count. */
    static Result scan(MembershipSource source, Path file, Night night, LinkTable links) {
        FileEntry entry = entry(file);
        MembershipScanner scanner = new MembershipScanner(source, POLICY, night, links);
        Remembering sink = new Remembering(links);
        MembershipTally tally = MembershipTally.NONE;
        boolean isParquet = source.files().format() == Format.PARQUET;
        FileFormat format = counted(source.files());
        List<TextPart> parts = isParquet
                ? List.of(TextPart.WHOLE)
                : RecordCounter.count(entry, format, PART_BYTES).parts();
        for (MembershipSplit split : MembershipSplit.of(source, entry, parts)) {
            tally = tally.plus(scanner.scan(split, sink));
        }
        assertThat(tally.closes()).as("%s", tally).isTrue();
        assertThat(tally.rows().rows())
                .isEqualTo(RecordCounter.count(entry, format).records());
        assertThat(tally.removed())
                .isEqualTo(sink.removed.values().stream().mapToInt(n -> n).sum());
        assertThat(tally.values().bin("candidate")).isEqualTo(sink.provided.size());
        assertThat(tally.rules().values().stream().mapToLong(n -> n).sum()
                        + tally.values().bin("segment_missing"))
                .isEqualTo(tally.values().rows());
        sink.provided.sort(null);
        return new Result(
                tally.rows().bins(),
                tally.values().bins(),
                tally.rules(),
                sink.removed,
                sink.provided,
                sink.quarantined);
    }

    /** Accepts and discards everything. */
    static MembershipSink sink() {
        return new Remembering(new LinkTableBuilder().finish());
    }

    private static final class Remembering implements MembershipSink {
        private final LinkTable links;
        private final Map<String, Integer> removed = new TreeMap<>();
        private final List<String> provided = new ArrayList<>();
        private final List<String> quarantined = new ArrayList<>();

        Remembering(LinkTable links) {
            this.links = links;
        }

        @Override
        public void removed(int subject, Origin origin) {
            removed.merge(links.subject(subject).value() + " " + origin.word(), 1, Integer::sum);
        }

        @Override
        public void provided(int subject, ProvidedValue value) {
            provided.add(links.subject(subject).value() + " "
                    + POLICY.attributes().get(value.attribute()).name() + "="
                    + value.value().canonical() + " " + value.source() + "/" + value.rule() + " "
                    + value.assignedAtMicros() / 1_000_000);
        }

        @Override
        public void quarantined(long position, LegacyRefusal reason) {
            quarantined.add(position + ": " + reason.word());
        }
    }
}
