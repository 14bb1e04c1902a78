// The chain: a queue per step. Standard, because Basic has no sessions and no duplicate detection. Budget: $10 a month with 13 M operations in it, then $0.80 per
// 1 M; a beacon of ten events is 3 operations, a form about 40. 1,000 credits a second and namespace: about 3,000 events a second in beacons of ten.
param name string
param location string
param tags object
param appPrincipalId string
param deployerId string

@description('Steps whose messages of one lead come one after another: 128 buckets of lead keys are their sessions.')
param sessionQueues string[] = [
  'apply-signal'
  'follow-visitor'
  'join-visitor'
  'enrich-lead'
  'route-lead'
  'decay-lead'
  'watch-sla'
  'notify'
  'send-digest'
  'nurture-step'
  'send-email'
  'apply-email-event'
  'count-lead'
  'join-leads'
]

@description('Steps whose messages each stand alone, and what Event Grid tells of mails.')
param plainQueues string[] = [
  'sync-crm'
  'submit-answers'
  'fetch-answers'
  'email-events'
]

// Send, receive, and count what waits: GET queues, and the platform's scaling by queue length, ask for the management right, which only Owner has.
var dataOwner = '090c5cfd-751d-490a-894a-3ce6f1109419'
var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'

resource namespace 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource sessions 'Microsoft.ServiceBus/namespaces/queues@2022-10-01-preview' = [
  for queue in sessionQueues: {
    parent: namespace
    name: queue
    properties: {
      requiresSession: true
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
      // The longest there is: a batch is handled within one lock, which the host does not renew.
      lockDuration: 'PT5M'
      maxDeliveryCount: 10
      defaultMessageTimeToLive: 'P90D'
      deadLetteringOnMessageExpiration: true
      maxSizeInMegabytes: 5120
    }
  }
]

resource plain 'Microsoft.ServiceBus/namespaces/queues@2022-10-01-preview' = [
  for queue in plainQueues: {
    parent: namespace
    name: queue
    properties: {
      requiresSession: false
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
      lockDuration: 'PT1M'
      maxDeliveryCount: 10
      defaultMessageTimeToLive: 'P90D'
      deadLetteringOnMessageExpiration: true
      maxSizeInMegabytes: 5120
    }
  }
]

resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace.id, appPrincipalId, dataOwner)
  scope: namespace
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataOwner)
  }
}

resource deployerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(namespace.id, deployerId, dataReceiver)
  scope: namespace
  properties: {
    principalId: deployerId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
  }
}

output name string = namespace.name
