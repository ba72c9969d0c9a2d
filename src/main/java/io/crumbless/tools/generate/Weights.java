package io.crumbless.tools.generate;

import java.util.Arrays;

/**
 * Draws from choices of unequal weight, in constant time.
 *
 * <p>Alias method: Walker, "An efficient method for generating discrete random variables", TOMS 3(3), 1977.
 */
final class Weights {
    private final double[] keep;
    private final int[] alias;

    private Weights(double[] weights) {
        int size = weights.length;
        double mean = Arrays.stream(weights).sum() / size;
        this.keep = Arrays.stream(weights).map(weight -> weight / mean).toArray();
        this.alias = new int[size];
        int[] poor = new int[size];
        int[] rich = new int[size];
        int poorCount = 0;
        int richCount = 0;
        for (int i = 0; i < size; i++) {
            alias[i] = i;
            if (keep[i] < 1) {
                poor[poorCount++] = i;
            } else {
                rich[richCount++] = i;
            }
        }
        while (poorCount > 0 && richCount > 0) {
            int taker = poor[--poorCount];
            int giver = rich[richCount - 1];
            alias[taker] = giver;
            keep[giver] -= 1 - keep[taker];
            if (keep[giver] < 1) {
                richCount--;
                poor[poorCount++] = giver;
            }
        }
    }

    static Weights of(double... weights) {
        return new Weights(weights);
    }

    /**
     * Zipf's law: the choice of rank n has weight 1 / n^exponent, like words in a text and audiences of an advertiser.
     */
    static double[] zipf(int size, double exponent) {
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = 1 / Math.pow(i + 1, exponent);
        }
        return weights;
    }

    int draw(SeededRandom dice) {
        int choice = dice.below(keep.length);
        return dice.share() < keep[choice] ? choice : alias[choice];
    }
}
