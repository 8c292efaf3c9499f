using Sidecar.Agents;

namespace Sidecar.Consultations;

/// <summary>Where whoever announced is to agree with those whom it meets.</summary>
/// <param name="Thread">The consultation.</param>
/// <param name="NotAsked">Whom it meets besides: more than <see cref="ConsultationRequest.MaxAsked"/> are not asked at once.</param>
public sealed record ConflictThread(Consultation Thread, IReadOnlyList<AgentName> NotAsked);
