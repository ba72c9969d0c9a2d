package io.crumbless.answers.wording;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Quotation;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Value;
import io.crumbless.night.job.Controller.Transfer;
import io.crumbless.warehouse.ledger.ErasureRequests;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of attributes, places, choices and values of one snapshot, for lawyers and for the person. */
public final class Wording {
    /** A single line end in a policy file is a wrapped line; an empty line ends a paragraph. */
    private static final Pattern SINGLE_LINE_END = Pattern.compile("(?<!\\n)\\n(?!\\n)");

    private final Sentences sentences;
    private final Policy policy;
    private final ZoneId zone;
    private final PrivacyLaw law;

    public Wording(Explanation explanation, PrivacyLaw law, Sentences sentences) {
        this(explanation.policy(), ZoneId.of(explanation.manifest().zone()), law, sentences);
    }

    /** @param law law of the person the text is about */
    public Wording(Policy policy, ZoneId zone, PrivacyLaw law, Sentences sentences) {
        this.sentences = sentences;
        this.policy = policy;
        this.zone = zone;
        this.law = law;
    }

    public ZoneId zone() {
        return zone;
    }

    public String at(long micros) {
        return sentences.moment(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
    }

    /**
     * A country or region in the language of the reader; a region without a known translation has its name from the
     * policy.
     */
    public String place(String code) {
        Optional<String> name = code.matches("[A-Z]{2}")
                ? Optional.of(sentences.country(code))
                : sentences.optional("place." + code).or(() -> policy.jurisdiction(code)
                        .map(Jurisdiction::name));
        return name.map(known -> known + " (" + code + ")").orElse(code);
    }

    /**
     * When the person requested erasure and was re-admitted.
     *
     * @param key prefix of the keys of its sentences
     * @param asked key of the first sentence for somebody who was not re-admitted
     */
    public List<String> erasure(String key, ErasureRequests requests, String asked) {
        List<String> lines = new ArrayList<>();
        String last = sentences.moment(requests.last(), zone);
        lines.add(requests.readmittedAt()
                .map(again -> sentences.of(key + "readmitted", last, sentences.moment(again, zone)))
                .orElseGet(() -> sentences.of(asked, last)));
        if (requests.repeated()) {
            lines.add(sentences.of(key + "erased-first", sentences.moment(requests.first(), zone)));
        }
        return lines;
    }

    /** Each third country with its safeguard as stated in the job file. */
    public List<String> transfers(List<Transfer> transfers) {
        return transfers.stream()
                .map(transfer -> sentences.of("transfer", place(transfer.to()), transfer.safeguard()))
                .toList();
    }

    public String plainTitle(String attribute) {
        return policy.attribute(attribute)
                .map(known -> sentences.title(known.title(), attribute))
                .orElse(attribute);
    }

    /** Title and name, so that the reader can find it in the policy. */
    public String title(String attribute) {
        String title = plainTitle(attribute);
        return title.equals(attribute) ? attribute : title + " (" + attribute + ")";
    }

    /** Sensitivity according to the catalogue; none if the attribute is not in the catalogue. */
    public Sensitivity sensitivity(String attribute) {
        return policy.attribute(attribute).map(Attribute::sensitivity).orElse(Sensitivity.NONE);
    }

    public String plainPurpose(String id) {
        Map<String, String> titles = policy.purpose(id).map(Purpose::title).orElse(Map.of());
        return sentences.title(titles, id);
    }

    public String purpose(String id) {
        return plainPurpose(id) + " (" + id + ")";
    }

    public String purposes(Collection<String> ids) {
        return ids.stream().map(this::purpose).collect(Collectors.joining("; "));
    }

    public String plainPurposes(Collection<String> ids) {
        return ids.stream().map(this::plainPurpose).collect(Collectors.joining("; "));
    }

    /** As an answer to where somebody declared: in a store. */
    public String channel(@Nullable String word) {
        return sentences.of("channel." + (word == null ? "unknown" : word));
    }

    /**
     * As an answer to how somebody is contacted: by e-mail. A channel of the policy without a translation is returned
     * unchanged.
     */
    public String through(String channel) {
        return sentences.has("through." + channel)
                ? sentences.of("through." + channel)
                : sentences.of("through.other", channel);
    }

    public Optional<NoticeText> text(NoticeRef shown) {
        return policy.notice(shown.id(), shown.version()).map(Notice::texts).map(texts -> texts.get(shown.language()));
    }

    /** The texts of notices, each once; notices without a text are left out. */
    public List<Block> notices(Stream<NoticeRef> shown) {
        return shown.distinct()
                .filter(notice -> text(notice).isPresent())
                .map(notice -> notice(notice, text(notice).orElseThrow()))
                .toList();
    }

    private Block notice(NoticeRef notice, NoticeText text) {
        return new Quotation(
                sentences.of("notice.head", notice.id(), notice.version(), sentences.language(notice.language())),
                sentences.quoted(flowing(text)),
                sentences.of("notice.hash", text.sha256()),
                notice.language());
    }

    /** The text of a notice without the wrapping of its file; paragraphs are preserved. */
    public static String flowing(NoticeText text) {
        return SINGLE_LINE_END.matcher(text.text().strip()).replaceAll(" ");
    }

    public String keep(Keep keep) {
        Optional<String> period = keep.period().map(length -> sentences.of("keep.period", sentences.period(length)));
        Optional<String> event = keep.until()
                .map(until -> sentences.of(
                        "keep.event", plainTitle(until.event().value()), sentences.period(until.offset())));
        return event.isPresent() && period.isPresent()
                ? sentences.of("keep.both", event.get(), period.get())
                : event.or(() -> period).orElse("");
    }

    /** A logged value; items of a list are separated by commas. */
    public String shown(String attribute, String value) {
        return shown(attribute, items(attribute, value));
    }

    /** Canonical texts; a choice by its title, followed by its code so that the reader can find it in the files. */
    public String shown(String attribute, List<String> items) {
        return items.stream()
                .map(item -> choice(attribute, item)
                        .filter(title -> !title.equals(item))
                        .map(title -> title + " (" + item + ")")
                        .orElseGet(() -> plainUnlessChoice(attribute, item)))
                .collect(Collectors.joining(", "));
    }

    /** The code of a choice is returned unchanged, so that the reader can find it in the files. */
    private String plainUnlessChoice(String attribute, String item) {
        return type(attribute).orElse(null) instanceof AttributeType.EnumType ? item : plain(attribute, item);
    }

    private Optional<AttributeType> type(String attribute) {
        return policy.attribute(attribute).map(Attribute::type).map(AttributeType::element);
    }

    /** The title of a choice; empty if it has none or the value is not a choice. */
    private Optional<String> choice(String attribute, String code) {
        return policy.attribute(attribute)
                .map(known -> known.choices().get(code))
                .map(titles -> sentences.title(titles, code));
    }

    /** A logged value in everyday notation. */
    public String plainShown(String attribute, String value) {
        return plain(attribute, items(attribute, value));
    }

    public String plain(String attribute, List<String> items) {
        return items.stream().map(item -> plain(attribute, item)).collect(Collectors.joining(", "));
    }

    private List<String> items(String attribute, String value) {
        return policy.attribute(attribute)
                .map(Attribute::type)
                .flatMap(type -> type.parse(value))
                .filter(parsed -> parsed instanceof Value.Items)
                .map(parsed -> ((Value.Items) parsed)
                        .items().stream().map(Value::canonical).toList())
                .orElse(List.of(value));
    }

    /** The sentence of a refusal's code. */
    public String reason(String code) {
        String key = sentences.has("refusal." + code) ? "refusal." + code : "legacy_refusal." + code;
        return sentences.has(key) ? sentences.of(key) : sentences.of("refusal.other", code);
    }

    /** Legal bases in words. */
    public BasisWords bases() {
        return new BasisWords(policy, law, sentences);
    }

    /** The nights in words. */
    public String nights(List<LocalDate> nights) {
        if (nights.size() == 1) {
            return sentences.of("nights.one", sentences.day(nights.get(0)));
        }
        LocalDate last = nights.get(nights.size() - 1);
        String others = nights.subList(0, nights.size() - 1).stream()
                .map(night -> sentences.day(night, last))
                .collect(Collectors.joining(", "));
        return sentences.of("nights.many", others, sentences.day(last));
    }

    /**
     * A canonical value in everyday notation: dates, yes and no in the language; choices by their title, otherwise
     * without underscores.
     */
    public String plain(String attribute, String canonical) {
        Optional<AttributeType> type = type(attribute);
        if (type.orElse(null) instanceof AttributeType.EnumType) {
            return choice(attribute, canonical).orElse(canonical.replace('_', ' '));
        }
        Optional<Value> value = type.flatMap(known -> known.parse(canonical));
        if (value.orElse(null) instanceof Value.Day day) {
            return sentences.day(day.date());
        }
        if (value.orElse(null) instanceof Value.Flag flag) {
            return sentences.of(flag.on() ? "value.yes" : "value.no");
        }
        return canonical;
    }

    /** The recipient, the purpose and the nights of a use. */
    public String disclosed(Use use) {
        String key = use.to() == RecipientKind.EXTRACT ? "disclosed.extract" : "disclosed.moments";
        return sentences.of(key, purpose(use.purpose()), nights(use.nights()));
    }

    private String inferences() {
        Citations citations = new Citations(sentences);
        return law.citation("inferences").map(citations::bracketed).orElse("");
    }

    /**
     * What the legacy sources contain.
     *
     * @param key how the keys of its sentences begin
     * @param more sentences about how it was read
     */
    public List<Block> legacy(String key, LegacyHoldings legacy, List<String> more, Function<Holding, Item> holding) {
        List<String> texts = new ArrayList<>();
        texts.add(sentences.of(
                key + "read",
                sentences.moment(legacy.readAt(), zone()),
                sentences.amount("files", legacy.files()),
                legacy.cookies()));
        if (legacy.sharedCookies() > 0) {
            texts.add(sentences.of(key + "shared", legacy.sharedCookies()));
        }
        if (legacy.untrustedLinks() > 0) {
            texts.add(sentences.of(key + "untrusted", legacy.untrustedLinks()));
        }
        texts.addAll(more);
        boolean nothing = legacy.holdings().isEmpty();
        texts.add(sentences.of(key + (nothing ? "nothing" : "owed"), inferences()));
        List<Block> blocks = new ArrayList<>(Sections.paragraphs(texts));
        if (!nothing) {
            blocks.add(new Items(legacy.holdings().stream().map(holding).toList()));
        }
        return blocks;
    }
}
