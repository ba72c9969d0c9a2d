package io.crumbless.kernel.policy;

import java.util.Map;
import java.util.Set;

/**
 * What a declaration must show to pass, {@code admission.yaml}.
 *
 * @param channels the open channels and how each is run
 * @param admissible elicitations that pass; all others are refused
 */
public record Admission(Map<Channel, ChannelRule> channels, Set<Elicitation> admissible) {
    public Admission {
        channels = Map.copyOf(channels);
        admissible = Set.copyOf(admissible);
    }

    /**
     * How one channel is run.
     *
     * @param assisted somebody else writes down what the person says
     * @param duties what its declarations must show; for assisted channels recorder and confirmation at least
     */
    public record ChannelRule(boolean assisted, Set<Duty> duties) {
        public ChannelRule {
            duties = Set.copyOf(duties);
        }
    }

    /** Whether declarations through this channel are taken at all. */
    public boolean accepts(Channel channel) {
        return channels.containsKey(channel);
    }

    /** Whether somebody else writes down what the person says. */
    public boolean assisted(Channel channel) {
        ChannelRule rule = channels.get(channel);
        return rule == null ? channel.alwaysAssisted() : rule.assisted();
    }

    /** What a declaration through this channel must show. */
    public Set<Duty> duties(Channel channel) {
        ChannelRule rule = channels.get(channel);
        return rule == null ? Set.of() : rule.duties();
    }

    /** Whether declarations that came about this way pass. */
    public boolean admits(Elicitation elicitation) {
        return admissible.contains(elicitation);
    }
}
