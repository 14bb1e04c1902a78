// Mail out. Budget: $0.00025 per mail and $0.00012 per MB. The domain that Azure manages may send 5 a minute and 10 an hour, one's own 30 a minute and 100 an
// hour until Microsoft raises it on request: above that the service answers 429 and the mail waits.
param suffix string
param tags object
param ownDomain string
param dataLocation string
param appPrincipalId string

var owner = '09976791-48a7-449e-bb21-39d1a415f350'

resource service 'Microsoft.Communication/emailServices@2023-04-01' = {
  name: 'email-leads-${suffix}'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource managed 'Microsoft.Communication/emailServices/domains@2023-04-01' = {
  parent: service
  name: 'AzureManagedDomain'
  location: 'global'
  properties: {
    domainManagement: 'AzureManaged'
    // Opens and clicks are measured by our own links and judged by us.
    userEngagementTracking: 'Disabled'
  }
}

resource own 'Microsoft.Communication/emailServices/domains@2023-04-01' = if (!empty(ownDomain)) {
  parent: service
  name: empty(ownDomain) ? 'none' : ownDomain
  location: 'global'
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: 'acs-leads-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    // One's own is linked by hand once it is verified; linking it before fails the deployment.
    linkedDomains: [managed.id]
  }
}

resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, appPrincipalId, owner)
  scope: communication
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', owner)
  }
}

output communicationName string = communication.name
output endpoint string = 'https://${communication.properties.hostName}'
output managedSender string = 'DoNotReply@${managed.properties.mailFromSenderDomain}'
output records object = empty(ownDomain) ? {} : own!.properties.verificationRecords
