package io.amsphub.processors.board;

/**
 * Lead time of a stage: how long orders or parts were in a state. Each leaving in the period counts, from the moment that
 * the state was last come to; a part that is made twice counts twice.
 *
 * @param aggregate {@code order} or {@code part}
 * @param state the state that was left
 * @param time how long it was
 */
public record StageTime(String aggregate, String state, BoardFigures.Spread time) {}
