using Personalization.Actors.Ranking;
using Personalization.Engine;
using Personalization.Engine.Profiles;

namespace Personalization.Actors;

/// <summary>What the actors of one node share.</summary>
/// <param name="Replica">The node's items and what is known of them.</param>
/// <param name="Context">What states need to apply events.</param>
/// <param name="Decider">Answers decision requests.</param>
/// <param name="Time">The clock.</param>
public sealed record ActorNode(NodeReplica Replica, StateContext Context, Decider Decider, TimeProvider Time);
