package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Duty;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Generates the statements of one source, in the order of the runs. Not thread-safe. */
final class StatementRows implements Rows {
    private static final DeliveryFault[] SLIPS = DeliveryFault.values();

    /** More than any source and attribute needs to find a fault that is possible there. */
    private static final int SLIP_ATTEMPTS = 50;

    /** Number of past days from which the first night has statements. */
    private static final int HISTORY_DAYS = 420;

    /** Share of statements that arrive late in later nights, and their maximum delay in days. */
    private static final double LATE = 0.1;

    private static final int LATEST_DAYS = 4;
    private static final int FUTURE_DAYS = 3;

    /** Distance in rows between a repeated statement and its first delivery. */
    private static final int REPEAT_ROWS = 2000;

    /** Customers declare a few attributes repeatedly rather than each attribute once. */
    private static final int TOPICS_PER_PERSON = 5;

    private static final double WHOLE = 0.6;
    private static final double EVERYTHING = 0.1;
    private static final int RECORDERS = 40;

    private final GenerateSettings settings;
    private final StatementSource source;
    private final long[] nightStarts;
    private final Policy policy;
    private final Customers people;
    private final Offers offers;
    private final ShopClock clock;
    private final Answers answers;
    private final SeededRandom dice;
    private final DeliveryFault.Circumstances circumstances;
    private final List<Channel> channels;
    private final List<Elicitation> elicitations;
    private final List<Integer> contactAttributes;
    private final List<Integer> channelAttribute;

    /** @param nightStarts the first row of each night; ascending from 0 */
    StatementRows(GenerateSettings settings, Policy policy, Offers offers, StatementSource source, long[] nightStarts) {
        this.settings = settings;
        this.source = source;
        this.nightStarts = nightStarts.clone();
        this.policy = policy;
        this.people = new Customers(settings, policy);
        this.offers = offers;
        this.clock = new ShopClock(settings.zone());
        this.answers = new Answers(policy, clock);
        this.dice = new SeededRandom(settings.seed(), source.sourceName());
        this.circumstances = new DeliveryFault.Circumstances(policy, offers, clock, source, settings.formats(), dice);
        this.channels = channels(policy, source);
        this.elicitations = Arrays.stream(Elicitation.values())
                .filter(policy.admission()::admits)
                .toList();
        this.contactAttributes = IntStream.range(0, policy.attributes().size())
                .filter(i -> policy.attributes().get(i).contact().isPresent())
                .boxed()
                .toList();
        this.channelAttribute = policy.channelAttribute().stream()
                .map(attribute -> policy.indexOf(attribute.name().value()))
                .toList();
    }

    /** The source's channels that the policy opens. */
    static List<Channel> channels(Policy policy, StatementSource source) {
        return source.channels().stream().filter(policy.admission()::accepts).toList();
    }

    DeliveryFault.Circumstances circumstances() {
        return circumstances;
    }

    @Override
    public void write(long row, RowFile out) {
        if (row < settings.manners().unreadableWithdrawals() && source == StatementSource.PREFERENCE_CENTRE) {
            Draft draft = begin(row);
            withdraw(draft);
            draft.declaredAt = null;
            draft.write(out);
            return;
        }
        dice.row(row);
        boolean repeats = row > 0 && dice.chance(settings.manners().repeatedShare());
        long number = repeats ? row - 1 - dice.below(Math.min(row, REPEAT_ROWS)) : row;
        statement(number).write(out);
    }

    private Draft statement(long row) {
        Draft draft = begin(row);
        if (dice.chance(settings.manners().withdrawnShare())) {
            withdraw(draft);
            return draft;
        }
        boolean refused = dice.chance(settings.manners().refusedShare());
        long answer = dice.next();
        for (int attempt = 0; refused && attempt < SLIP_ATTEMPTS; attempt++) {
            DeliveryFault slip = SLIPS[(int) Math.floorMod(SeededRandom.mix(answer + attempt), (long) SLIPS.length)];
            Draft slipped = declared(row, answer);
            if (slip.make(slipped, circumstances)) {
                return slipped;
            }
        }
        return declared(row, answer);
    }

    /** A valid declaration. */
    Draft declared(long row, long answer) {
        Draft draft = begin(row);
        dice.row(answer);
        declare(draft);
        return draft;
    }

    /** Draws the person, time and attribute of a statement. */
    private Draft begin(long row) {
        dice.row(row).next();
        Person person = people.person(people.draw(dice));
        long day = day(row);
        Attribute about = about(person, day);
        Draft draft = new Draft(about, person, day, ShopClock.openingHours(dice));
        draft.declarationId = source.idPrefix() + "-" + (1_000_000 + row);
        draft.subjectId = person.subjectId();
        draft.attribute = about.name().value();
        draft.channel = dice.pick(channels).word();
        draft.declaredAt =
                source.hasLocalTimes() ? clock.local(day, draft.secondOfDay) : clock.withOffset(day, draft.secondOfDay);
        return draft;
    }

    private long day(long row) {
        int night = nightOf(row);
        long first = settings.date().toEpochDay();
        double share = dice.share();
        if (share < settings.manners().futureShare()) {
            return settings.lastDate().toEpochDay() + 1 + dice.below(FUTURE_DAYS);
        }
        if (night > 0) {
            return first + night - (dice.chance(LATE) ? 1 + dice.below(LATEST_DAYS) : 0);
        }
        // A snapshot source delivers the days of all nights; statements after the night have to wait.
        long last = source.deliversIncrements() ? first : settings.lastDate().toEpochDay();
        double age = dice.share();
        return last - (long) (HISTORY_DAYS * age * Math.sqrt(age));
    }

    private int nightOf(long row) {
        int night = nightStarts.length - 1;
        while (row < nightStarts[night]) {
            night--;
        }
        return night;
    }

    /** One of the person's topics that a notice of the day explains. */
    private Attribute about(Person person, long day) {
        List<Attribute> all = policy.attributes();
        if (!person.jurisdiction().admitsUnknownAge() && policy.ageAttribute().isPresent() && dice.chance(0.5)) {
            return policy.ageAttribute().get();
        }
        int start = topic(person.number(), dice.below(TOPICS_PER_PERSON));
        for (int i = 0; i < all.size(); i++) {
            int attribute = (start + i) % all.size();
            if (offers.of(attribute).stream().anyMatch(offer -> offer.isShownOn(day))) {
                return all.get(attribute);
            }
        }
        return all.get(start);
    }

    /**
     * Position of an attribute; half of the people share the first two: a future date, and how to be notified of it.
     */
    private int topic(long person, int topic) {
        long any = SeededRandom.mix(person * TOPICS_PER_PERSON + topic);
        List<Integer> shared = topic == 0 ? contactAttributes : topic == 1 ? channelAttribute : List.of();
        boolean expecting = (SeededRandom.mix(~person) & 1) == 0 && !shared.isEmpty();
        return expecting
                ? shared.get((int) Math.floorMod(any, (long) shared.size()))
                : (int) Math.floorMod(any, (long) policy.attributes().size());
    }

    private void withdraw(Draft draft) {
        draft.action = "withdraw";
        double how = dice.share();
        if (how < EVERYTHING) {
            draft.attribute = "*";
        } else if (how > EVERYTHING + WHOLE) {
            draft.purposes = List.of(List.copyOf(draft.about.purposes())
                    .get(dice.below(draft.about.purposes().size())));
        }
    }

    private void declare(Draft draft) {
        draft.action = "declare";
        draft.value = answers.answer(draft.about, draft.person, draft.epochDay, dice);
        int attribute = policy.indexOf(draft.about.name().value());
        Optional<Offers.Offer> shown = offers.draw(attribute, draft.epochDay, dice);
        shown.ifPresent(offer -> show(draft, offer));
        draft.elicitation = dice.pick(elicitations).word();
        boolean guardian = draft.person.guarded() && draft.person.needsGuardian(draft.epochDay);
        draft.declaredBy = guardian ? "guardian" : "self";
        fulfilDuties(draft);
        String place = draft.person.jurisdiction().code();
        boolean understood = source.usualJurisdiction().filter(place::equals).isPresent();
        draft.jurisdiction = understood && dice.chance(0.5) ? null : place;
        if (draft.about.sensitivity() == Sensitivity.SPECIAL) {
            SpecialCategoryRule rule = draft.person.jurisdiction().specialCategory();
            draft.legalBasis = rule.legalBases().stream().min(String::compareTo).orElse(null);
            boolean endsAnyway = draft.about.keep().ends() || !rule.expiryRequired();
            if (!endsAnyway || dice.chance(0.6)) {
                draft.validUntil = clock.day(draft.epochDay + 120 + dice.below(300));
            }
        } else if (dice.chance(0.05)) {
            draft.validUntil = clock.day(draft.epochDay + 30 + dice.below(700));
        }
    }

    private void show(Draft draft, Offers.Offer offer) {
        draft.noticeId = offer.notice().id();
        draft.noticeVersion = offer.notice().version();
        draft.noticeLanguage = dice.pick(offer.languages());
        List<String> purposes = new ArrayList<>();
        for (String purpose : offer.purposes()) {
            if (dice.chance(0.75)) {
                purposes.add(purpose);
            }
        }
        draft.purposes = purposes.isEmpty() ? offer.purposes().subList(0, 1) : purposes;
    }

    private void fulfilDuties(Draft draft) {
        Channel channel = Channel.ofWord(String.valueOf(draft.channel)).orElseThrow();
        for (Duty duty : List.of(Duty.RECORDED_BY, Duty.CONFIRMED, Duty.EVIDENCE_REF)) {
            if (policy.admission().duties(channel).contains(duty)) {
                switch (duty) {
                    case RECORDED_BY -> draft.recordedBy = source.idPrefix() + "-clerk-" + (10 + dice.below(RECORDERS));
                    case CONFIRMED -> draft.confirmed = "true";
                    case EVIDENCE_REF -> draft.evidenceRef = "forms/" + draft.declarationId;
                }
            }
        }
    }
}
