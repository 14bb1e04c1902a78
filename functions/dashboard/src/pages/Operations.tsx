import { texts } from '../texts';
import { Empty } from '../ui/kit';

export const OperationsPage = () => <Empty title={texts.refusal.notThere} hint={texts.refusal.notThereHint} />;
