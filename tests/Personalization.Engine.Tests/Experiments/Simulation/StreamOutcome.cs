namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>What became of one simulated experiment.</summary>
/// <param name="StoppedAt">
/// The people at the first look that called a difference, relative to the test that analyses once; ∞ when none did.
/// </param>
/// <param name="DifferenceHeld">Whether the confidence sequence held the true difference at every look.</param>
/// <param name="LiftHeld">Whether the lift's held the true lift at every look.</param>
/// <param name="Time">The information time at the last look.</param>
/// <param name="FixedCalled">Whether the test that analyses once called a difference, at its size.</param>
internal readonly record struct StreamOutcome(double StoppedAt, bool DifferenceHeld, bool LiftHeld, double Time, bool FixedCalled);
