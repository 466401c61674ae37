package io.amsphub.mesh.mark;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the points of a copy say, once it lies on its original.
 *
 * <p>Each coordinate votes for its bit by how far it is off, at most twice what a mark moves it. Whatever those
 * distances are, as long as they know nothing of the signs, the sum over {@code n} votes with the signs of one code
 * exceeds {@code t} of its standard deviations with a probability below {@code exp(-t²/2)} (Hoeffding 1963); the number
 * of codes and of ways to lay the copy multiplies that.
 */
final class MarkReading {

    /** ln of the probability of an error that is accepted: 10⁻⁹. */
    private static final double ACCEPTED = Math.log(1e-9);

    private static final double LEAST_AGREEMENT = 0.6;
    /** The least sure bits that are tried both ways. */
    private static final int UNSURE = 11;

    private final MarkKey key;
    private final double[] votes = new double[MarkPattern.WORD];
    private double squares;
    private final double matched;
    private final double scale;

    MarkReading(MarkKey key, MarkPattern pattern, MarkSites sites, double[] off, double matched, double scale) {
        this.key = key;
        this.matched = matched;
        this.scale = scale;
        for (int i = 0; i < off.length; i++) {
            double step = sites.step[i / 3];
            if (step > 0 && !Double.isNaN(off[i])) {
                double vote = Math.max(-2, Math.min(2, off[i] / step)) * step * step / sites.mostStep / sites.mostStep;
                votes[pattern.bit(i)] += pattern.sign(i) * vote;
                squares += vote * vote;
            }
        }
    }

    /** Returns the code, if one can be told: read openly, or the one of a list that fits. */
    Optional<MarkFinding> finding(Collection<MarkCode> candidates, int ways) {
        double loudest = 0;
        for (double vote : votes) {
            loudest += Math.abs(vote);
        }
        if (squares == 0) {
            return Optional.empty();
        }
        double best = loudest / Math.sqrt(squares);
        double openCodes = Math.pow(2, MarkCode.BITS);
        Optional<MarkFinding> open = lnChance(best, openCodes, ways) > ACCEPTED
                ? Optional.empty()
                : read().map(code -> of(code, true, openCodes, ways));
        if (open.filter(MarkReading::accepted).isPresent()) {
            return open;
        }
        return candidates.stream()
                .map(code -> of(code, false, candidates.size(), ways))
                .filter(MarkReading::accepted)
                .max(Comparator.comparingDouble(MarkFinding::score));
    }

    private static boolean accepted(MarkFinding finding) {
        return finding.log10Chance() * Math.log(10) <= ACCEPTED
                && finding.score() > 0
                && finding.agreement() >= LEAST_AGREEMENT;
    }

    private MarkFinding of(MarkCode code, boolean open, double codes, int ways) {
        long word = key.word(code);
        double sum = 0;
        double loudest = 0;
        for (int bit = 0; bit < MarkPattern.WORD; bit++) {
            sum += (word >>> bit & 1) == 0 ? votes[bit] : -votes[bit];
            loudest += Math.abs(votes[bit]);
        }
        double score = sum / Math.sqrt(squares);
        return new MarkFinding(
                code, open, score, lnChance(score, codes, ways) / Math.log(10), matched, sum / loudest, scale);
    }

    private static double lnChance(double score, double codes, int ways) {
        return Math.min(0, Math.log(codes) + Math.log(Math.max(1, ways)) - score * score / 2);
    }

    /** The word that most votes are for, or one that differs from it in the least sure bits, that stands for a code. */
    private Optional<MarkCode> read() {
        long word = 0;
        for (int bit = 0; bit < MarkPattern.WORD; bit++) {
            word |= votes[bit] < 0 ? 1L << bit : 0;
        }
        int[] unsure = IntStream.range(0, MarkPattern.WORD)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer bit) -> Math.abs(votes[bit])))
                .limit(UNSURE)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int tried = 0; tried < 1 << UNSURE; tried++) {
            long changed = word;
            for (int k = 0; k < UNSURE; k++) {
                changed ^= (tried >>> k & 1L) << unsure[k];
            }
            Optional<MarkCode> code = key.code(changed);
            if (code.isPresent()) {
                return code;
            }
        }
        return Optional.empty();
    }
}
